import { expect } from 'chai';
import fc from 'fast-check';
import type { Action, Proposal } from '../../chaincode/domain/consortium/action.js';
import { Refusal } from '../../chaincode/domain/errors.js';
import {
  gatewayOf,
  newAdminKey,
  newConsortium,
  signApproval,
  signProposal,
  startLedger,
} from '../support/consortium.js';

const consortium = newConsortium();
const { organisations } = consortium.document;
/** Signs in the first one's name, with a key of its own. */
const impostor = { ...organisations[0]!, adminKey: newAdminKey() };

interface Step {
  /** Proposes, or approves the proposal of this number. */
  readonly approve: number | undefined;
  readonly org: number;
  /** Who carries it: a stranger's client, now and then. */
  readonly member: boolean;
  readonly base: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  approve: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
  org: fc.nat({ max: organisations.length }),
  // Mostly what could work: otherwise nearly every call is refused, and nothing is ever executed.
  member: fc.oneof({ arbitrary: fc.constant(true), weight: 4 }, fc.constant(false)),
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
        for (const [i, { approve, base, member, org }] of steps.entries()) {
          const caller = gatewayOf(member ? 'PaymentsMSP' : 'EvilMSP');
          const speaker = organisations[org] ?? impostor;
          const action: Action = { type: 'parameters.set', parameters: { demo: true, shiftedDays: i } };
          const proposal: Proposal = {
            ledger: consortium.ledger,
            seq: i,
            base,
            action,
            expires: '2026-06-02T00:00:00Z',
          };
          try {
            const done =
              approve === undefined
                ? await ledger.run('Propose', [await signProposal(speaker, proposal)], caller)
                : await ledger.run(
                    'Approve',
                    [await signApproval(speaker, consortium.ledger, ids[approve] ?? '0'.repeat(64))],
                    caller,
                  );
            expect(member && org < organisations.length).to.equal(true);
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
