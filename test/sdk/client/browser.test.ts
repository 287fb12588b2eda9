import { build } from 'esbuild';
import { expect } from 'chai';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import type * as Sdk from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { World } from '../../gateway/harness.js';
import { orderRecord } from '../../support/records.js';

const entry = fileURLToPath(new URL('../../../gateway/sdk/client/index.js', import.meta.url));

/** What a page has: no process, no Buffer, no require. */
const webGlobals = {
  AbortController,
  AbortSignal,
  DOMException,
  Headers,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  Uint8Array, // the realm's own: what fetch and WebCrypto give here is of it
  ArrayBuffer,
  atob,
  btoa,
  clearTimeout,
  crypto,
  fetch,
  setTimeout,
};

describe('the SDK as a page bundles it', function () {
  let world: World;
  let gateway: Gateway;
  let sdk: typeof Sdk;

  before(async () => {
    world = await World.found();
    gateway = await world.start();
    const bundle = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      globalName: 'sdk',
      logLevel: 'silent',
    });
    const context = createContext({ ...webGlobals });
    runInContext(bundle.outputFiles[0]?.text ?? '', context);
    sdk = context['sdk'] as typeof Sdk;
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  it('signs a batch, sends it, and checks the signed answer', async () => {
    const { kid, alg, privateKey } = world.signer('demo-platform');
    const key = { ...privateKey.export({ format: 'jwk' }), kid, alg } as Sdk.PrivateJwk;
    const client = sdk.createClient({ url: gateway.url, signer: await sdk.importSigner(key) });
    const record = orderRecord('browser');
    const receipt = await client.deliver(await client.signBatch([record], { as: 'demo-platform' }));
    expect(receipt).to.include({ iss: 'demo-platform', n: 1 });
    const answer = await client.get<{ seller: string }>(`/v1/sellers/${record.seller}/score`);
    expect(answer.value.seller).to.equal(record.seller);
    expect(answer.signedBy).to.be.a('string');
  });
});
