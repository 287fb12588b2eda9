import { expect } from 'chai';
import fc from 'fast-check';
import { utf8 } from '../../chaincode/domain/bytes.js';
import type { Refusal } from '../../chaincode/domain/errors.js';
import { aggregateOf } from '../../chaincode/domain/fold/read-aggregate.js';
import { flagOf } from '../../chaincode/domain/fold/read-standing.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import { submitBatches } from '../../chaincode/transactions/submit-batches.js';
import { gatewayOf, newConsortium, newSigner, now, startLedger } from '../support/consortium.js';
import { FoldedLedger } from '../support/folded-ledger.js';
import { Governing } from '../support/governing.js';
import { MemoryWorldState, tools, type MemoryLedger } from '../support/memory-world-state.js';
import { fulfilmentRecord, orderRecord } from '../support/records.js';
import { expectRefusal } from '../support/refusal.js';

const gateway = gatewayOf('PlatformMSP');

interface Outcome {
  readonly batch?: string;
  readonly code?: string;
  readonly entry: number;
  readonly outcome: string;
}

const together = (ledger: MemoryLedger, batches: readonly Uint8Array[]): Promise<readonly Outcome[]> =>
  ledger
    .run('SubmitBatches', [], gateway, Object.fromEntries(batches.map((b, i) => [`batch${i}`, b])))
    .then(({ outcomes }) => outcomes as readonly Outcome[]);

describe('SubmitBatches', () => {
  const consortium = newConsortium();
  let ledger: MemoryLedger;
  beforeEach(async () => {
    ledger = await startLedger(consortium);
  });
  const sign = async (...parts: Parameters<typeof consortium.signBatch>): Promise<Uint8Array> =>
    (await consortium.signBatch(...parts)).bytes;
  const order = (name: string): FactRecord[] => [orderRecord(name)];
  const taken = (): string[] => [...ledger.entries.keys()].filter((key) => key.startsWith('batch/'));
  const byEntry = (outcomes: readonly Outcome[]): (string | undefined)[] =>
    [...outcomes].sort((a, b) => a.entry - b.entry).map(({ code, outcome }) => code ?? outcome);

  it('takes batches of several issuers, each as its own bytes, and tells them in the order they are folded in', async () => {
    const batches = [
      await sign('demo-platform', order('1')),
      await sign('demo-carrier', [fulfilmentRecord('1')]),
      await sign('demo-platform', order('2')),
    ];
    const outcomes = await together(ledger, batches);
    const ids = outcomes.map(({ batch }) => batch as string);
    expect(ids).to.deep.equal([...ids].sort());
    for (const { batch, entry, outcome } of outcomes) {
      expect(outcome).to.equal('accepted');
      expect(ledger.entries.get(`batch/${batch}`)).to.deep.equal(batches[entry]);
    }
  });

  it('answers nothing of a batch but its id, so that a block holds each record once', async () => {
    const state = new MemoryWorldState(ledger.entries, gateway, 'tx', now);
    const batch0 = await sign('demo-platform', order('1'));
    const context = { ...tools, state, args: [] };
    const result = await submitBatches({ ...context, transient: { batch0 } });
    expect(result.length).to.be.below(120);
    expect(state.events).to.deep.equal([]);
  });

  it('refuses bad batches among good ones, and takes the good ones', async () => {
    const own = consortium.signers.get('demo-platform');
    const outcomes = await together(ledger, [
      utf8('no batch at all'),
      await sign('demo-platform', order('1')),
      await sign('demo-platform', order('2'), { signer: { ...newSigner(), kid: own?.kid ?? '' } }),
      await sign('demo-pay', order('3')),
      await sign('demo-carrier', [fulfilmentRecord('1')]),
      new Uint8Array(2 * 1024 * 1024 + 1).fill(10),
    ]);
    expect(byEntry(outcomes)).to.deep.equal([
      'batch_framing',
      'accepted',
      'signature_invalid',
      'not_authorised',
      'accepted',
      'batch_too_large',
    ]);
    expect(taken()).to.have.length(2);
  });

  it('takes one of two batches under the same jti, the same one on every endorser', async () => {
    const pair = [
      await sign('demo-platform', order('1'), { jti: 'once' }),
      await sign('demo-platform', order('2'), { jti: 'once' }),
    ];
    const first = await together(ledger, pair);
    expect(first.map(({ outcome }) => outcome)).to.deep.equal(['accepted', 'refused']);
    expect(first[1]?.code).to.equal('jti_conflict');
    const other = await startLedger(consortium);
    await together(other, [...pair].reverse());
    expect(other.entries).to.deep.equal(ledger.entries);
  });

  it('does not let a forged batch take a jti from its owner', async () => {
    // Forged ones on both sides of the owner's id, whatever that is.
    const forged = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        sign('demo-platform', order(`forged ${i}`), { jti: 'mine', signer: newSigner() }),
      ),
    );
    const outcomes = await together(ledger, [
      ...forged,
      await sign('demo-platform', order('1'), { jti: 'mine' }),
    ]);
    expect(byEntry(outcomes)).to.deep.equal([...forged.map(() => 'key_unknown'), 'accepted']);
  });

  it('takes a batch once that comes several times, and under one signature only', async () => {
    const options = { jti: 'same' };
    const batch = await sign('demo-platform', order('1'), options);
    const again = await sign('demo-platform', order('1'), options);
    const broken = utf8(
      new TextDecoder().decode(batch).replace(/.(?="}\n)/, (last) => (last === 'A' ? 'Q' : 'A')),
    );
    const outcomes = await together(ledger, [broken, batch, again, batch]);
    expect(byEntry(outcomes)).to.deep.equal(['signature_invalid', 'accepted', 'jti_conflict', 'duplicate']);
    expect(taken()).to.have.length(1);
    expect(byEntry(await together(ledger, [batch, again]))).to.deep.equal(['duplicate', 'jti_conflict']);
    await expectRefusal('signature_invalid', () => together(ledger, [broken, broken]));
  });

  it('refuses only the batches of a revoked key', async () => {
    const { kid } = consortium.signers.get('demo-carrier')!;
    const revoke = { type: 'key.revoke', id: 'demo-carrier', kid, reason: 'compromised' } as const;
    await new Governing(ledger, consortium).propose(revoke);
    const outcomes = await together(ledger, [
      await sign('demo-carrier', [fulfilmentRecord('1')]),
      await sign('demo-platform', order('1')),
    ]);
    expect(byEntry(outcomes)).to.deep.equal(['key_not_valid', 'accepted']);
  });

  it('reads every issuer and the epoch, so that a revocation or a Seal in the same block invalidates it', async () => {
    const state = new MemoryWorldState(ledger.entries, gateway, 'tx', now);
    const batch0 = await sign('demo-platform', order('1'));
    const batch1 = await sign('demo-carrier', [fulfilmentRecord('1')]);
    await submitBatches({ ...tools, state, args: [], transient: { batch0, batch1 } });
    expect([...state.reads]).to.include.members([
      'consortium',
      'epoch',
      'participant/demo-platform',
      'participant/demo-carrier',
    ]);
  });

  it('writes nothing and says why where every batch is refused', async () => {
    const before = new Map(ledger.entries);
    await expectRefusal('not_authorised', async () => together(ledger, [await sign('demo-pay', order('1'))]));
    expect(ledger.entries).to.deep.equal(before);
  });

  it('refuses more than 4 MiB, entries it would not find, arguments, and a call before the consortium', async () => {
    const batch = await sign('demo-platform', order('1'));
    const run = (transient: Record<string, Uint8Array>, args: string[] = []): Promise<unknown> =>
      ledger.run('SubmitBatches', args, gateway, transient);
    const big = new Uint8Array(1024 * 1024 + 1);
    await expectRefusal('batch_too_large', () => together(ledger, [big, big, big, big]));
    await expectRefusal('batch_framing', () => run({}));
    await expectRefusal('batch_framing', () => run({ batch }));
    await expectRefusal('batch_framing', () => run({ batch0: batch, batch2: batch }));
    await expectRefusal('document_schema', () => run({ batch0: batch }, ['x']));
    ledger.entries.delete('consortium');
    await expectRefusal('not_initialised', () => run({ batch0: batch }));
  });

  it('gives what single submissions in the same order give: outcomes, state and projection', async () => {
    const property = fc.asyncProperty(
      fc.array(moves, { minLength: 1, maxLength: 14 }),
      cuts,
      async (all, cut) => {
        const [coalesced, single] = [await Recorded.start(), await Recorded.start()];
        const batches: Uint8Array[] = [];
        for (const move of all) batches.push(await move(batches));
        for (let i = 0; batches.length > 0; i++) {
          const group = batches.splice(0, cut[i % cut.length]);
          const outcomes = await coalesced.together(group);
          for (const { code, entry, outcome } of outcomes)
            expect(await single.alone(group[entry] as Uint8Array)).to.equal(code ?? outcome);
        }
        expect(coalesced.ledger.entries).to.deep.equal(single.ledger.entries);
        expect(coalesced.projection()).to.deep.equal(single.projection());
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  const few = fc.integer({ min: 1, max: 3 }).map(String);
  const cuts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });
  const late = { at: '2026-05-12T10:00:00Z', event: 'delivered' } as const;
  const delivered = (name: string): FactRecord => {
    const { tracking, ...record } = fulfilmentRecord(name, late);
    expect(tracking).to.equal('valid');
    return record;
  };
  /** How the next batch is made; it may repeat an earlier one. */
  const moves: fc.Arbitrary<(earlier: readonly Uint8Array[]) => Promise<Uint8Array>> = fc.oneof(
    few.map((name) => () => sign('demo-platform', order(name))),
    few.map((name) => () => sign('demo-carrier', [fulfilmentRecord(name), delivered(name)])),
    few.map((name) => () => sign('demo-platform', [delivered(name)])),
    few.map((name) => () => sign('demo-platform', order(name), { jti: 'shared' })),
    few.map((name) => () => sign('demo-platform', order(name), { signer: newSigner() })),
    few.map((name) => () => sign('demo-pay', order(name))),
    fc.constant(() => Promise.resolve(utf8('{}\n{}\n'))),
    fc
      .nat(20)
      .map(
        (n) => (earlier: readonly Uint8Array[]) =>
          Promise.resolve(earlier[n % Math.max(1, earlier.length)] ?? utf8('')),
      ),
  );

  /** A ledger in memory that also keeps what a projector sees of it. */
  class Recorded {
    readonly #state = new FoldedLedger();
    private constructor(readonly ledger: MemoryLedger) {}

    static async start(): Promise<Recorded> {
      const recorded = new Recorded(await startLedger(consortium));
      recorded.#state.follow(recorded.ledger);
      return recorded;
    }

    async together(group: readonly Uint8Array[]): Promise<readonly Outcome[]> {
      const outcomes = await together(this.ledger, group).catch(() => undefined);
      this.#state.follow(this.ledger);
      if (outcomes !== undefined) return outcomes;
      const refused = group.map(async (bytes, entry) => ({
        outcome: await this.alone(bytes),
        entry,
      }));
      return Promise.all(refused);
    }

    async alone(batch: Uint8Array): Promise<string> {
      const result = await this.ledger.run('SubmitBatch', [], gateway, { batch }).then(
        ({ outcome }) => outcome as string,
        (error: unknown) => (error as Refusal).code,
      );
      this.#state.follow(this.ledger);
      return result;
    }

    projection(): unknown {
      const flags = this.#batches().map((id) => {
        const stated = this.#state.record(`${id}.0`);
        return [id, stated && flagOf(this.#state, stated)];
      });
      return { aggregate: aggregateOf(this.#state, 'demo-platform.shop1'), flags };
    }

    #batches(): string[] {
      const written = this.ledger.committed.flatMap(({ writes }) => writes);
      return written.flatMap(({ key }) => (key.startsWith('batch/') ? [key.slice('batch/'.length)] : []));
    }
  }
});
