import { expect } from 'chai';
import { ReferenceKeeper } from '../../../gateway/cli/references/keeper.js';
import {
  ClientError,
  ProblemError,
  type PartnersReference,
  type ReferenceOutcome,
} from '../../../gateway/sdk/client/index.js';
import { commitment } from '../../support/records.js';

const reference = (name: string): PartnersReference => ({
  partner: 'demo-carrier',
  reference: name,
  seller: 'demo-platform.shop1',
  order: commitment('o'),
});
const thing = (name: string, ...references: string[]) => ({
  thing: name,
  place: `orders.csv, row ${name}`,
  references: references.map(reference),
});

describe("an importer's keeping of partners' references", () => {
  let sent: string[];
  let marks: Map<string, string>;
  /** What the gateway says of each. */
  let outcomes: (name: string) => ReferenceOutcome;
  let failure: Error | undefined;

  const keeper = (again = false) =>
    new ReferenceKeeper(
      {
        keepReferences: (references) => {
          if (failure !== undefined) return Promise.reject(failure);
          sent.push(...references.map((one) => one.reference));
          return Promise.resolve(references.map((one) => outcomes(one.reference)));
        },
      },
      {
        mark: (name) => marks.get(name),
        keepMarks: (added) => {
          for (const [name, digest] of added) marks.set(name, digest);
          return Promise.resolve();
        },
      },
      { again },
    );
  const run = async (
    things: readonly ReturnType<typeof thing>[],
    again = false,
  ): Promise<ReferenceKeeper> => {
    const keeping = keeper(again);
    for (const one of things) keeping.add(one);
    await keeping.flush();
    return keeping;
  };

  beforeEach(() => {
    sent = [];
    marks = new Map();
    outcomes = () => 'kept';
    failure = undefined;
  });

  it('sends each once, and again once it has changed or is asked for', async () => {
    expect(await run([thing('1', 'A', 'B'), thing('2'), thing('3', 'C')])).to.include({ kept: 3 });
    await run([thing('1', 'A', 'B'), thing('3', 'C')]);
    expect(sent).to.deep.equal(['A', 'B', 'C']);
    await run([thing('1', 'A'), thing('3', 'C')]);
    expect(sent).to.deep.equal(['A', 'B', 'C', 'A']);
    await run([thing('1', 'A'), thing('3', 'C')], true);
    expect(sent).to.deep.equal(['A', 'B', 'C', 'A', 'A', 'C']);
  });

  it('tries again next time what the gateway did not take, and says why it did not', async () => {
    outcomes = (name) => (name === 'A' ? 'kept' : 'partner_not_named');
    const things = Array.from({ length: 8 }, (_, i) => thing(String(i), i === 0 ? 'A' : `B${i}`));
    const { kept, notKept } = await run(things);
    expect(kept).to.equal(1);
    expect(notKept).to.have.length(1);
    expect(notKept[0]).to.match(
      /^orders\.csv, row 1; .*row 5 and 2 more: neither the order nor its dispatch names/,
    );
    // The messages end up in logs.
    expect(notKept[0]).not.to.include('B1');
    sent = [];
    await run(things);
    expect(sent).to.have.length(7).and.not.to.include('A');
  });

  it('sends no more of what is too old for good', async () => {
    outcomes = () => 'ended';
    await run([thing('1', 'A')]);
    await run([thing('1', 'A')]);
    expect(sent).to.deep.equal(['A']);
  });

  it('stops where the gateway is gone, and marks nothing as kept', async () => {
    failure = new ClientError('unreachable', 'nobody answers');
    const error: unknown = await run([thing('1', 'A')]).catch((caught: unknown) => caught);
    expect(error).to.equal(failure);
    expect(marks.size).to.equal(0);
  });

  it('lets an import go on where the gateway keeps none for this platform, and says so', async () => {
    failure = new ProblemError('not here', { status: 403, code: 'ring_too_low', errors: [] });
    const { kept, refusal } = await run([thing('1', 'A')]);
    expect(kept).to.equal(0);
    expect(refusal).to.equal(failure);
    expect(marks.size).to.equal(0);
  });
});
