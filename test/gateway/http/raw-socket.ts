import { connect } from 'node:net';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { buildApp, type AppOptions } from '../../../gateway/start/app.js';
import type { LogOutput } from '../../../gateway/start/log-output.js';
import type { App } from '../../../gateway/http/plugins/types.js';

/** Sends bytes as they are and gives all that comes back until the server closes. */
export function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

/** The gateway's HTTP face on a free port, with nothing behind it. */
export async function inertApp(
  logTo?: LogOutput,
  options: Partial<AppOptions> = {},
): Promise<{ app: App; port: number }> {
  const inert = { keys: {}, nonces: {}, signer: {}, services: { about: {} } } as unknown as AppOptions;
  const app = await buildApp({
    ...inert,
    publicUrl: 'http://gateway.example',
    ...(logTo === undefined ? { logLevel: 'silent' } : { logLevel: 'info', logTo }),
    crypto: nodeCrypto,
    sha256: nodeCrypto.sha256,
    requestTimeout: 300,
    now: () => 0,
    generation: () => '0',
    whyUnready: () => undefined,
    ...options,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { app, port: address.port };
}
