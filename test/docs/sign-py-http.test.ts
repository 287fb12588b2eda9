import { expect } from 'chai';
import type { Gateway } from '../../gateway/start/server.js';
import { World } from '../gateway/harness.js';
import { fulfilmentRecord, orderRecord } from '../support/records.js';
import { ExampleSigner } from './example-signer.js';

describe('docs/examples/sign.py against a gateway', function () {
  this.timeout(200_000);
  let example: ExampleSigner | undefined;
  let world: World | undefined;
  let gateway: Gateway | undefined;

  before(async function () {
    example = await ExampleSigner.start(this);
    world = await World.found();
    gateway = await world.start();
  });
  after(async () => {
    await gateway?.close();
    await world?.remove();
    await example?.remove();
  });

  it('writes a batch that gets a receipt, and the same receipt when sent again', async () => {
    if (!example || !world || !gateway) throw new Error('not started');
    const { url } = gateway;
    const { ledgerId } = (await (await fetch(`${url}/.well-known/stl`)).json()) as { ledgerId: string };
    const jwk = world.signer('demo-platform').privateKey.export({ format: 'jwk' });
    const records = [orderRecord('a'), fulfilmentRecord('a')];
    const batch = await example.sign(jwk, records, { iss: 'demo-platform', aud: ledgerId, jti: 'sign-py' });
    const send = () =>
      fetch(`${url}/v1/batches`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson', prefer: 'wait=20' },
        body: new Uint8Array(batch),
      });
    const first = await send();
    const receipt = (await first.json()) as Record<string, unknown>;
    expect(first.status).to.equal(201);
    expect(receipt).to.include({ ledger: ledgerId, iss: 'demo-platform', jti: 'sign-py', n: 2 });
    expect(await (await send()).json()).to.deep.equal(receipt);
  });
});
