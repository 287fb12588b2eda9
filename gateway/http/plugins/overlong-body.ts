import type { IncomingMessage } from 'node:http';

const restBytesMax = 8 * 1024 * 1024;

/**
 * Reads and drops the rest of a body that is refused for its length, up to 8 MiB and as long as any request may take. A
 * connection that is closed upon unread bytes is reset, and a proxy that still sends then tells its client 502 in place of
 * our answer.
 */
export function readRest(request: IncomingMessage): Promise<void> {
  const isHopeless = Number(request.headers['content-length'] ?? 0) > restBytesMax;
  if (isHopeless || request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > restBytesMax) leave();
    };
    const leave = (): void => {
      request.off('data', count);
      for (const event of ends) request.off(event, leave);
      request.pause();
      resolve();
    };
    for (const event of ends) request.on(event, leave);
    request.on('data', count).resume();
  });
}

const ends = ['end', 'close', 'error'] as const;
