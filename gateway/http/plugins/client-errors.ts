import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpProblem } from '../schemas/problem-table.js';
import { problemTable } from '../schemas/problem-table.js';
import { problemBody } from './problem.js';

/** Answers to what is not HTTP at all, or comes too slowly: no route and no hook ever sees these. */
export class ClientErrors {
  readonly #underWay = new WeakMap<Socket, ServerResponse>();

  readonly #publicUrl: string;

  constructor(publicUrl: string) {
    this.#publicUrl = publicUrl;
  }

  /** Knows of every request that was read whole, so that its answer goes first. */
  readonly watch = (request: IncomingMessage, response: ServerResponse): void => {
    this.#underWay.set(request.socket, response);
  };

  readonly handle = (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const earlier = this.#underWay.get(socket);
    const answer = (): unknown => socket.end(this.#answerTo(error.code));
    // Written before the answer to an earlier request of the pipeline, this would be read as that one's.
    if (earlier === undefined || earlier.writableFinished || !earlier.req.complete) answer();
    else earlier.once('close', answer);
  };

  #answerTo(cause: string | undefined): string {
    let code: HttpProblem = 'request_malformed';
    if (cause === 'HPE_HEADER_OVERFLOW') code = 'headers_too_large';
    if (cause === 'ERR_HTTP_REQUEST_TIMEOUT') code = 'request_timeout';
    const { status, title } = problemTable[code];
    const body = problemBody({ code, detail: `${title}.` }, this.#publicUrl, randomUUID());
    return (
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n` +
      'content-type: application/problem+json\r\n' +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`
    );
  }
}
