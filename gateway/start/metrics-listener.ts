import { createServer } from 'node:http';
import type { Expose } from '../http/routes/metrics.js';
import { portTaken } from './listening.js';

export interface MetricsListener {
  close(): Promise<void>;
}

/** Answers `/metrics` on a port of its own, and nothing else. `address`: `host:port`. Throws SetupError. */
export async function listenForScrapes(address: string, expose: Expose): Promise<MetricsListener> {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  const port = Number(address.slice(colon + 1));
  const server = createServer((request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (request.url?.split('?', 1)[0] !== '/metrics' || !isRead) {
      response
        .writeHead(isRead ? 404 : 405, { 'content-type': 'text/plain' })
        .end('only GET /metrics is answered\n');
      return;
    }
    expose(request.headers.accept).then(
      ({ body, type }) =>
        response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(port, host, resolve),
  ).catch((cause: unknown) => {
    throw portTaken(`Port ${port} of ${host}, for metrics`, 'Set STL_METRICS.', cause);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
