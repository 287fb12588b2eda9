import { connect, type Socket } from 'node:net';

export interface LoadResult {
  readonly seconds: number;
  readonly answers: number;
  /** Answers with another status than was wanted. */
  readonly unwanted: number;
  /** Ascending. */
  readonly latenciesMs: readonly number[];
}

/** The bytes of one HTTP/1.1 request. */
export function requestBytes(
  url: string,
  method: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body: Uint8Array = new Uint8Array(),
): Buffer {
  const lines = Object.entries({
    host: new URL(url).host,
    ...(method === 'POST' ? { 'content-length': String(body.length) } : {}),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), body]);
}

/**
 * Sends requests over so many connections, one under way on each, until there are no more, and waits for all answers.
 * It does as little as it can, since it shares the machine with what it measures: it reads no more of an answer than
 * its status and length. Rejects where a connection breaks.
 */
export async function sendAll(
  url: string,
  connections: number,
  next: () => Buffer | undefined,
  wanted: number,
): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(url)));
  const latenciesMs: number[] = [];
  let unwanted = 0;
  const started = performance.now();
  await Promise.all(
    sockets.map((socket) =>
      converse(socket, next, (status, milliseconds) => {
        latenciesMs.push(milliseconds);
        if (status !== wanted) unwanted += 1;
      }),
    ),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.destroy();
  return { seconds, answers: latenciesMs.length, unwanted, latenciesMs: latenciesMs.sort((a, b) => a - b) };
}

function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

function converse(
  socket: Socket,
  next: () => Buffer | undefined,
  onAnswer: (status: number, milliseconds: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let since = 0;
    let held: Buffer | undefined;
    const send = (): void => {
      const request = next();
      if (request === undefined) return resolve();
      since = performance.now();
      socket.write(request);
    };
    socket.on('data', (chunk: Buffer) => {
      held = held === undefined ? chunk : Buffer.concat([held, chunk]);
      const end = held.indexOf('\r\n\r\n');
      if (end === -1) return;
      const head = held.toString('latin1', 0, end);
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
      if (held.length < end + 4 + length) return;
      held = undefined;
      onAnswer(Number(head.slice(9, 12)), performance.now() - since);
      send();
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the server closed a connection')));
    send();
  });
}
