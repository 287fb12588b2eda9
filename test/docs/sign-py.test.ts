import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkBatch, type BatchContext } from '../../chaincode/domain/batch/check.js';
import { parseBatch } from '../../chaincode/domain/batch/parse.js';
import { Refusal } from '../../chaincode/domain/errors.js';
import { thumbprint } from '../../chaincode/domain/participants/thumbprint.js';
import type { PublicJwk, SignatureAlgorithm } from '../../chaincode/domain/ports.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import {
  batchExample,
  exampleIssuer,
  exampleJti,
  exampleKey,
  exampleLedger,
  exampleRecords,
  exampleTimes,
} from './batch-example.js';
import { examplePython } from './python.js';

const run = promisify(execFile);

/** A ledger on which the example's issuer is a platform with just this key. */
function ledgerWith(alg: SignatureAlgorithm, jwk: PublicJwk): BatchContext {
  return {
    ledger: exampleLedger,
    txTime: exampleTimes.iat,
    crypto: nodeCrypto,
    consortium: {
      ledger: exampleLedger,
      seq: 0,
      organisations: [
        {
          id: 'market-org',
          mspId: 'MarketMSP',
          name: 'Market',
          roles: ['platform'],
          url: 'https://market.example',
          signKey: { kid: '', x: '', y: '' },
          logKey: '',
          cosignerKey: '',
        },
      ],
      k: 1,
      authority: { platform: ['order', 'fulfilment'] },
      fold: { version: 1, fromEpoch: 0 },
      parameters: { demo: true },
      policies: {},
    },
    participant: {
      id: exampleIssuer,
      org: 'market-org',
      roles: ['platform'],
      keys: [
        {
          kid: thumbprint(jwk, nodeCrypto.sha256),
          alg,
          jwk,
          notBefore: '2025-01-01T00:00:00Z',
          notAfter: '2027-01-01T00:00:00Z',
        },
      ],
      scope: {},
      accreditation: [],
      status: 'active',
      validFrom: '2025-01-01T00:00:00Z',
      validUntil: '2030-01-01T00:00:00Z',
    },
  };
}

describe('docs/examples/sign.py', function () {
  this.timeout(200_000);
  let program = '';
  let directory = '';

  before(async function () {
    const python = await examplePython();
    if ('missing' in python) {
      process.stderr.write(`    skipped: ${python.missing}\n`);
      this.skip();
    }
    program = python.program;
    directory = await mkdtemp(join(tmpdir(), 'stl-sign-'));
  });

  after(async () => {
    if (directory !== '') await rm(directory, { recursive: true });
  });

  /** Runs the signer on records with their members in another order than the canonical one. */
  async function signed(jwk: object, records: readonly object[], jti = exampleJti): Promise<Buffer> {
    const key = join(directory, 'key.jwk.json');
    const file = join(directory, 'records.ndjson');
    await writeFile(key, JSON.stringify(jwk), { mode: 0o600 });
    const backwards = records.map((record) => Object.fromEntries(Object.entries(record).reverse()));
    await writeFile(file, backwards.map((record) => `${JSON.stringify(record)}\n`).join(''));
    const names = { key, iss: exampleIssuer, aud: exampleLedger, jti, ...exampleTimes };
    const options = Object.entries(names).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const { stdout } = await run(program, ['docs/examples/sign.py', ...options, file], {
      encoding: 'buffer',
      maxBuffer: 4 * 1024 * 1024,
    });
    return stdout;
  }

  it('writes the very bytes of the worked example', async () => {
    const { bytes } = await batchExample();
    expect((await signed(exampleKey, exampleRecords)).toString()).to.equal(Buffer.from(bytes).toString());
  });

  for (const alg of ['ES256', 'Ed25519'] as const)
    it(`signs with a new ${alg} key what a ledger accepts, for trees of every shape`, async () => {
      const { privateKey, publicKey } =
        alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
      const context = ledgerWith(alg, publicKey.export({ format: 'jwk' }) as unknown as PublicJwk);
      for (const n of [1, 2, 5, 8]) {
        const records = Array.from({ length: n }, (_, i) => exampleRecords[i % 3] as object);
        const batch = await signed(privateKey.export({ format: 'jwk' }), records, `tree-${n}`);
        const parsed = parseBatch(batch, nodeCrypto);
        expect(parsed.records).to.have.length(n);
        checkBatch(parsed, context);
      }
    });

  it('cannot sign for a participant whose key it does not hold', async () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const context = ledgerWith('Ed25519', publicKey.export({ format: 'jwk' }) as unknown as PublicJwk);
    const parsed = parseBatch(await signed(exampleKey, exampleRecords), nodeCrypto);
    expect(() => checkBatch(parsed, context))
      .to.throw(Refusal)
      .with.property('code', 'key_unknown');
  });
});
