import { expect } from 'chai';
import fc from 'fast-check';
import { checkBatch } from '../../../chaincode/domain/batch/check.js';
import { parseBatch, type ParsedBatch } from '../../../chaincode/domain/batch/parse.js';
import { base64url, concat, hex, text, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { Refusal } from '../../../chaincode/domain/errors.js';
import { initialState, readGenesis } from '../../../chaincode/domain/governance/genesis.js';
import type { Participant } from '../../../chaincode/domain/consortium/participant.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { newConsortium, now } from '../../support/consortium.js';
import { fulfilmentRecord, orderRecord } from '../../support/records.js';

const consortium = newConsortium();
const genesis = readGenesis(canonicalText(consortium.document), nodeCrypto.sha256);
const participants = new Map(consortium.document.participants.map((each) => [each.id, each]));

/** What a ledger would do with the bytes: the batch, or undefined for a Refusal. */
function accept(bytes: Uint8Array, participant?: Participant): ParsedBatch | undefined {
  try {
    const parsed = parseBatch(bytes, 1, nodeCrypto);
    checkBatch(parsed, {
      ledger: genesis.ledger,
      txTime: now,
      participant: participant ?? participants.get(parsed.payload.iss),
      consortium: initialState(genesis),
      crypto: nodeCrypto,
    });
    return parsed;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

describe('a batch', () => {
  it('comes back as it was composed', async () => {
    const records = [orderRecord('1'), fulfilmentRecord('1')];
    for (const iss of ['demo-platform', 'demo-pay']) {
      const batch = await consortium.signBatch(iss, records);
      const parsed = parseBatch(batch.bytes, 1, nodeCrypto);
      expect(parsed).to.deep.include({ id: batch.id, records });
      expect(parsed.lines).to.deep.equal(records.map((record) => canonicalText(record)));
      expect(parsed.payload).to.include({ iss, jti: batch.jti, n: 2, root: batch.root, iat: now });
    }
  });

  it('has an id that does not depend on its signature', async () => {
    const [a, b] = await Promise.all(
      [1, 2].map(() => consortium.signBatch('demo-platform', [orderRecord('1')], { jti: 'same' })),
    );
    expect(a?.bytes).not.to.deep.equal(b?.bytes);
    expect(a?.id).to.equal(b?.id);
  });

  // Signed by each algorithm: a carrier's is ES256, a certifier's Ed25519.
  const samples = [
    ['demo-carrier', [fulfilmentRecord('1'), fulfilmentRecord('2')]],
    [
      'demo-certifier',
      [{ kind: 'identity', seller: 'demo-platform.shop1', at: '2026-05-01T10:00:00Z', country: 'BR' }],
    ],
  ] as const;
  for (const [iss, records] of samples) {
    it(`by ${iss} with any change of its bytes is refused or is the same batch`, async () => {
      const batch = await consortium.signBatch(iss, records);
      const original = accept(batch.bytes);
      expect(original?.id).to.equal(batch.id);
      const { bytes } = batch;
      const at = fc.nat({ max: bytes.length - 1 });
      const part = fc.uint8Array({ maxLength: 3 });
      // Replaces up to three bytes at a place by up to three others: changes, insertions and deletions.
      const changed = fc
        .tuple(at, fc.nat({ max: 3 }), part)
        .map(([from, drop, insert]) => concat(bytes.subarray(0, from), insert, bytes.subarray(from + drop)));
      fc.assert(
        fc.property(changed, (other) => {
          const parsed = accept(other);
          if (!parsed) return;
          expect(parsed.id).to.equal(batch.id);
          expect(parsed.lines).to.deep.equal(original?.lines);
        }),
        { numRuns: 1_500 },
      );
    });
  }

  it('is refused with any single bit of its signed part flipped', async () => {
    const { bytes } = await consortium.signBatch('demo-carrier', [fulfilmentRecord('1')]);
    const signatureFrom = text(bytes).lastIndexOf('.', text(bytes).indexOf('\n'));
    const signatureTo = text(bytes).indexOf('"}');
    for (let i = 0; i < bytes.length * 8; i++) {
      const place = i >> 3;
      if (place > signatureFrom && place < signatureTo) continue;
      const other = bytes.slice();
      other[place] = (other[place] as number) ^ (1 << (i & 7));
      expect(accept(other), `bit ${i}`).to.equal(undefined);
    }
  });

  it('with a malleated ES256 signature is still the same batch', async () => {
    // ECDSA has two signatures for one content, (r, s) and (r, n - s): the batch id must not tell them apart.
    const batch = await consortium.signBatch('demo-carrier', [fulfilmentRecord('1')]);
    const { jws, signature } = parseBatch(batch.bytes, 1, nodeCrypto);
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const s = order - BigInt(`0x${hex(signature.subarray(32))}`);
    const flipped = concat(signature.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex'));
    const otherJws = jws.slice(0, jws.lastIndexOf('.') + 1) + base64url(flipped);
    const other = utf8(text(batch.bytes).replace(jws, otherJws));
    expect(accept(other)?.id).to.equal(batch.id);
  });
});
