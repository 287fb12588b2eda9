import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { Refusal } from '../../chaincode/domain/errors.js';
import { newConsortium, startLedger } from '../support/consortium.js';

const consortium = newConsortium();
const mspIds = consortium.document.organisations.map(({ mspId }) => mspId);

interface Step {
  /** Proposes, or approves the proposal of this number. */
  readonly approve: number | undefined;
  readonly org: number;
  readonly admin: boolean;
  readonly base: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  approve: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
  org: fc.nat({ max: mspIds.length }),
  // Mostly what could work: otherwise nearly every call is refused, and nothing is ever executed.
  admin: fc.oneof({ arbitrary: fc.constant(true), weight: 4 }, fc.constant(false)),
  base: fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, fc.nat({ max: 3 })),
});

interface Stored {
  readonly approvals: readonly string[];
  readonly status: string;
}

describe('governance under any order of calls', () => {
  it('executes only with k different organisations, one proposal per seq, and never twice', async () => {
    let total = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const ledger = await startLedger(consortium);
        const ids: string[] = [];
        let executions = 0;
        for (const [i, { admin, approve, base, org }] of steps.entries()) {
          const caller = { mspId: mspIds[org] ?? 'EvilMSP', admin };
          const action = { type: 'parameters.set', parameters: { demo: true, shiftedDays: i } };
          const proposal = {
            ledger: consortium.ledger,
            seq: i,
            base,
            action,
            expires: '2026-06-02T00:00:00Z',
          };
          try {
            const done =
              approve === undefined
                ? await ledger.run('Propose', [canonicalText(proposal)], caller)
                : await ledger.run('Approve', [ids[approve] ?? ''], caller);
            expect(admin && org < mspIds.length).to.equal(true);
            if (approve === undefined) ids.push(done['id'] as string);
            if (done['status'] === 'executed') executions++;
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
          }
          const { seq } = await ledger.run('GetConsortium', [], caller);
          expect(seq).to.equal(executions);
        }
        total += executions;
        for (const id of ids) {
          const stored = (await ledger.run('GetProposal', [id], {
            mspId: 'any',
            admin: false,
          })) as never as Stored;
          expect(new Set(stored.approvals).size).to.equal(stored.approvals.length);
          expect(stored.approvals.length >= consortium.document.k).to.equal(stored.status === 'executed');
        }
      }),
      { numRuns: 150 },
    );
    expect(total, 'some proposals execute').to.be.greaterThan(0);
  });
});
