import { expect } from 'chai';
import { recordDefects } from '../../../chaincode/domain/records/validate.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { newestFold } from '../../../chaincode/domain/fold-version.js';
import {
  changeOf,
  statedBy,
  type ChangeOptions,
  type Stated,
  type Step,
} from '../../../gateway/cli/import/changes.js';
import { retractionProblem } from '../../../gateway/cli/import/changes-missing.js';
import { contentId, restatementId } from '../../../gateway/sdk/client/index.js';

const batch = (letter: string): string => `${letter.repeat(42)}A.0`;
const delivered = (at: string): FactRecord => ({
  kind: 'fulfilment',
  seller: 'plat.shop',
  at,
  order: 'o'.repeat(43),
  event: 'delivered',
});
const first = delivered('2026-03-01T10:00:00Z');
const second = delivered('2026-03-02T10:00:00Z');
const third = delivered('2026-03-03T10:00:00Z');

const keep: ChangeOptions = { at: '2026-04-01T00:00:00Z', missing: 'keep' };
const retract: ChangeOptions = { ...keep, missing: 'retract' };

/** What is remembered after each of these was found, one run after the other. */
function after(...found: readonly (FactRecord | 'missing')[]): Stated | undefined {
  let known: Stated | undefined;
  for (const [i, now] of found.entries()) {
    const step = changeOf(known, now, retract);
    if (step.step !== 'keep' && step.step !== 'held')
      known = statedBy(known, step, batch('abcdefgh'.charAt(i)));
  }
  return known;
}

const nothing: Step = { step: 'keep' };

describe('what a row that changed becomes', () => {
  it('states what is new, and nothing again of what stands', () => {
    expect(changeOf(undefined, first, keep)).to.deep.equal({ step: 'state', record: first });
    expect(changeOf(after(first), first, keep)).to.deep.equal(nothing);
    expect(changeOf(undefined, 'missing', retract)).to.deep.equal(nothing);
  });

  it('corrects a changed one by a replacement of the fact first stated', () => {
    const step = changeOf(after(first), second, keep);
    expect(step).to.deep.equal({
      step: 'correct',
      record: {
        kind: 'correction',
        seller: 'plat.shop',
        at: keep.at,
        target: batch('a'),
        reason: 'incorrect_data',
        replacement: second,
      },
    });
    expect(step.step === 'correct' && recordDefects(step.record, newestFold)).to.deep.equal([]);
    expect(changeOf(after(first, second), second, keep)).to.deep.equal(nothing);
  });

  it('takes back what is gone only where it is told to, and once', () => {
    expect(changeOf(after(first), 'missing', keep)).to.deep.equal(nothing);
    const step = changeOf(after(first), 'missing', retract);
    expect(step).to.have.nested.property('record.reason', 'did_not_occur');
    expect(step).to.have.nested.property('record.target', batch('a'));
    expect(step.step === 'take-back' && recordDefects(step.record, newestFold)).to.deep.equal([]);
    expect(changeOf(after(first, 'missing'), 'missing', retract)).to.deep.equal(nothing);
  });

  it('states anew what is back again, as another fact with corrections of its own', () => {
    const gone = after(first, 'missing');
    expect(changeOf(gone, first, keep)).to.deep.equal({ step: 'state', record: first, after: batch('a') });
    const back = after(first, 'missing', first);
    expect(changeOf(back, first, keep)).to.deep.equal(nothing);
    expect(changeOf(back, second, keep)).to.have.nested.property('record.target', batch('c'));
  });

  it('holds back what no correction can bring about any more', () => {
    const changed = after(first, second);
    expect(changeOf(changed, third, keep)).to.deep.equal({ step: 'held' });
    expect(changeOf(changed, first, keep)).to.deep.equal({ step: 'held' });
    expect(changeOf(changed, 'missing', retract)).to.deep.equal({ step: 'held' });
  });

  it('gives a batch that states again an id of its own, the same for the same statement', () => {
    const again = restatementId([first], [batch('a')]);
    expect(again).to.equal(restatementId([first], [batch('a')]));
    expect(again).to.not.equal(contentId([first]));
    expect(again).to.not.equal(restatementId([first], [batch('b')]));
    expect(again).to.match(/^[A-Za-z0-9._~-]{1,64}$/);
  });
});

describe('taking back what has no row', () => {
  it('is done unasked for a few', () => {
    expect(retractionProblem({ standing: 100, missing: 10 })).to.equal(undefined);
    expect(retractionProblem({ standing: 0, missing: 0 })).to.equal(undefined);
  });

  it('is refused for a file that was cut off, with how many it would be', () => {
    expect(retractionProblem({ standing: 100, missing: 11 })).to.match(/^11 of 100 records.*--yes$/s);
    expect(retractionProblem({ standing: 1, missing: 1 })).to.match(/^1 of 1 records/);
  });
});
