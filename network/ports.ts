import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const lowestPort = 20_000;
const beyondPort = 32_000;

/**
 * `count` different TCP ports that are free on 127.0.0.1. They lie below the range from which systems take ports
 * for outgoing connections: one of those could otherwise seize a port before its server listens.
 */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let tries = 0; found.size < count; tries++) {
    if (tries > 50 * count)
      throw new Error(`No ${count} free ports between ${lowestPort} and ${beyondPort}.`);
    const port = randomInt(lowestPort, beyondPort);
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
