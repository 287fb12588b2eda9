import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { nodeCrypto } from '../chaincode/node-crypto.js';
import { buildApp, type AppOptions } from '../gateway/start/app.js';

/** Writes the gateway's OpenAPI document to the file named on the command line, without a ledger. */
const [file = '.run/openapi.json'] = process.argv.slice(2);
const unused = new Proxy({}, { get: () => () => undefined });
type Inert = Pick<
  AppOptions,
  'keys' | 'nonces' | 'signer' | 'services' | 'now' | 'generation' | 'whyUnready'
>;
const app = await buildApp({
  publicUrl: 'http://127.0.0.1:8080',
  logLevel: 'silent',
  crypto: nodeCrypto,
  sha256: nodeCrypto.sha256,
  // Routes are described here, not run.
  ...({ keys: unused, nonces: unused, signer: unused, services: unused } as unknown as Inert),
});
await app.ready();
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(app.swagger(), null, 2)}\n`);
await app.close();
