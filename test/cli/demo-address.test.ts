import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { BadgeCredential } from '../../chaincode/domain/badge/types.js';
import { GatewayProcess, freePort, stl } from '../support/stl.js';

const payloadOf = (jws: string): unknown =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());

describe('a demonstration', function () {
  let root: string;
  let dataDir: string;
  let port: number;
  let publicUrl: string;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'stl-address-'));
    dataDir = join(root, 'data');
    port = await freePort();
    publicUrl = `http://localhost:${port}`;
    const env = { STL_PORT: String(port), STL_PUBLIC_URL: publicUrl };
    const made = await stl(['init', '--sellers', '3', '--data-dir', dataDir], { env });
    expect(made.code, made.stderr).to.equal(0);
  });
  after(() => rm(root, { recursive: true }));

  it('has its badges and their status lists at the one address that it was made for', async () => {
    const gateway = new GatewayProcess(dataDir, port, { STL_PUBLIC_URL: publicUrl });
    await gateway.start();
    try {
      const badge = async (): Promise<Response> => fetch(`${gateway.url}/v1/badges/demo-platform.shop-0001`);
      while (!(await badge()).ok) await pause(20);
      const { credentialStatus, issuer } = payloadOf(await (await badge()).text()) as BadgeCredential;
      const did = `did:web:localhost%3A${port}`;
      expect(issuer).to.equal(did);
      expect(credentialStatus).to.have.length.above(0);
      for (const { statusListCredential: list } of credentialStatus ?? []) {
        expect(new URL(list).origin).to.equal(publicUrl);
        const signed = await (await fetch(list.replace('localhost', '127.0.0.1'))).text();
        expect(payloadOf(signed)).to.include({ issuer: did, id: list });
      }
    } finally {
      await gateway.stop();
    }
    expect(gateway.log).not.to.include('this gateway is at');
  });

  it('that is started at another address names both, and the way out', async () => {
    const elsewhere = new GatewayProcess(dataDir, await freePort());
    await elsewhere.start();
    await elsewhere.stop();
    expect(elsewhere.log).to.include(publicUrl).and.include(`this gateway is at ${elsewhere.url}`);
    expect(elsewhere.log).to.include(`STL_PUBLIC_URL=${publicUrl}`).and.include('stl init');
  });
});
