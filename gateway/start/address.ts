import { createServer, type AddressInfo } from 'node:net';
import type { Config } from '../data-dir/config.js';

/** The same settings with a port of their own and the address that clients call, without a slash at its end. */
export async function withAddress(config: Config): Promise<Config> {
  const port = config.port === 0 ? await freePort(config.host) : config.port;
  const publicUrl = config.publicUrl === '' ? `http://${hostOf(config.host)}:${port}` : config.publicUrl;
  return { ...config, port, publicUrl };
}

const hostOf = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** Signatures are bound to the address, so the port must be known before anything is built. */
async function freePort(host: string): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, host, resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
