import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import type { HttpProblem } from '../schemas/problem-table.js';
import { problemTable } from '../schemas/problem-table.js';
import { problemBody } from './problem.js';

const reasonPhrase: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/** Answers to what is not HTTP at all, or comes too slowly: no route and no hook ever sees these. */
export function clientErrors(publicUrl: string): (error: Error & { code?: string }, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    let code: HttpProblem = 'request_malformed';
    if (error.code === 'HPE_HEADER_OVERFLOW') code = 'headers_too_large';
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') code = 'request_timeout';
    const { status, title } = problemTable[code];
    const body = problemBody({ code, detail: `${title}.` }, publicUrl, randomUUID());
    socket.end(
      `HTTP/1.1 ${status} ${reasonPhrase[status] ?? ''}\r\n` +
        'content-type: application/problem+json\r\n' +
        `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  };
}
