import { expect } from 'chai';
import { Refusal } from '../../../chaincode/domain/errors.js';
import { refusalText } from '../../../chaincode/refusal-text.js';
import {
  SubmitFailure,
  commitFailure,
  endorsementFailure,
  type FailureClass,
} from '../../../gateway/ledger/fabric-shared/failure.js';
import { EndorserChoice, submitWithRetries } from '../../../gateway/ledger/fabric-shared/submit.js';
import type { Committed } from '../../../gateway/ledger/port.js';
import { failure } from './port-suite.js';

const committed: Committed = { txId: 'tx', block: 7, tx: 0, result: '{}' };

/** Submits against a peer that fails in these ways, one try after another, and then commits. */
async function submit(failures: readonly SubmitFailure[]): Promise<{
  outcome: Promise<Committed>;
  asked: string[][];
}> {
  const asked: string[][] = [];
  const left = [...failures];
  const attempt = (endorsers: readonly string[]): Promise<Committed> => {
    asked.push([...endorsers]);
    const next = left.shift();
    return next ? Promise.reject(next) : Promise.resolve(committed);
  };
  const outcome = submitWithRetries(attempt, new EndorserChoice('A', ['A', 'B', 'C'], 2));
  await outcome.catch(() => undefined);
  return { outcome, asked };
}
const failing = (kind: FailureClass): SubmitFailure => new SubmitFailure(kind, 'it failed', 'tx-1');

describe('submitting to Fabric', () => {
  for (const kind of ['conflict', 'overloaded', 'unavailable'] as const) {
    it(`tries again after ${kind}: nothing was ordered, or it was ordered in vain`, async () => {
      const { outcome, asked } = await submit([failing(kind), failing(kind)]);
      expect(await outcome).to.equal(committed);
      expect(asked).to.have.length(3);
    });
  }

  for (const [kind, code] of [
    ['unknown', 'unknown_outcome'],
    ['rejected', 'rejected'],
    ['refused', 'refused'],
  ] as const) {
    it(`never sends a second time after ${kind}`, async () => {
      const { outcome, asked } = await submit([failing(kind)]);
      expect((await failure(outcome, code)).txId).to.equal('tx-1');
      expect(asked).to.have.length(1);
    });
  }

  it('always asks its own organisation, and another second one when one is away', async () => {
    const { asked } = await submit([failing('unavailable'), failing('conflict'), failing('unavailable')]);
    expect(asked).to.deep.equal([
      ['A', 'B'],
      ['A', 'C'],
      ['A', 'C'],
      ['A', 'B'],
    ]);
  });

  it('lets a failure that it does not know pass as it is', async () => {
    const strange = new TypeError('a bug');
    const outcome = submitWithRetries(() => Promise.reject(strange), new EndorserChoice('A', ['A'], 1));
    expect(await outcome.catch((error: unknown) => error)).to.equal(strange);
  });
});

describe('what a failure on Fabric means', () => {
  const classOf = (...texts: string[]): FailureClass => endorsementFailure(texts, 'tx', undefined).kind;

  it("finds the chaincode's refusal among what other endorsers said, with all defects", () => {
    const refusal = new Refusal([
      { code: 'root_mismatch', reason: 'the root is another one', line: 1 },
      { code: 'out_of_scope', reason: 'not a seller of this issuer', line: 4 },
    ]);
    const found = endorsementFailure(
      ['UNAVAILABLE: no connection', `chaincode response 500, ${refusalText(refusal)}`],
      'tx',
      undefined,
    );
    expect(found.kind).to.equal('refused');
    expect((found.cause as Refusal).defects).to.deep.equal(refusal.defects);
  });

  it('takes a transaction that an older chaincode does not know for a refusal, which is not tried again', () => {
    // fabric-contract-api 2.5, lib/contract.js, as the peer's gateway hands it on.
    const text =
      "10 ABORTED: failed to endorse transaction; chaincode response 500, You've asked to invoke a function that does not exist: SignTrustList";
    expect(classOf(text)).to.equal('refused');
  });

  it('tells the concurrency limit of a peer by its text', () => {
    // Fabric, internal/peer/node/grpc_limiters.go; the status is UNKNOWN.
    expect(
      classOf('2 UNKNOWN: too many requests for /gateway.Gateway, exceeding concurrency limit (500)'),
    ).to.equal('overloaded');
  });

  it('takes endorsements that differ for peers that are not level yet', () => {
    // Fabric, internal/pkg/gateway/endorse.go
    expect(
      classOf('ABORTED: failed to assemble transaction: ProposalResponsePayloads do not match'),
    ).to.equal('conflict');
  });

  it('takes everything else before ordering for somebody who is away', () => {
    expect(classOf('14 UNAVAILABLE: failed to endorse transaction')).to.equal('unavailable');
    expect(classOf()).to.equal('unavailable');
  });

  for (const [code, kind] of [
    ['MVCC_READ_CONFLICT', 'conflict'],
    ['PHANTOM_READ_CONFLICT', 'conflict'],
    ['ENDORSEMENT_POLICY_FAILURE', 'rejected'],
    ['BAD_PAYLOAD', 'rejected'],
  ] as const)
    it(`a commit as ${code} is ${kind}`, () => expect(commitFailure(code, 'tx').kind).to.equal(kind));
});
