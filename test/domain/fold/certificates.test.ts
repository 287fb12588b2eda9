import { expect } from 'chai';
import type { CertificationEntry } from '../../../chaincode/domain/fold/aggregate.js';
import { revokeRecords } from '../../../chaincode/domain/fold/fold-records.js';
import { aggregateOf } from '../../../chaincode/domain/fold/read-aggregate.js';
import type { StatedRecord } from '../../../chaincode/domain/fold/state.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { daySeconds } from '../../../chaincode/domain/time.js';
import { Story, certification, correction, days, startDay, status } from './story.js';

const entries = (story: Story): readonly CertificationEntry[] => story.aggregate().public.certifications;
/** Each term by the day it begins, with the changes that act on it. */
const terms = (list: readonly CertificationEntry[]): readonly (readonly [number, ...string[]])[] =>
  list.map(({ status: changes, validFrom }) => [
    validFrom / daySeconds - startDay,
    ...changes.map((change) => change.status),
  ]);
/** Three years from the day it is issued on, as those of management systems. */
const term = (id: string, day: number, validFrom = day): FactRecord =>
  certification(id, day, { validFrom: days(validFrom), validUntil: days(validFrom + 1095) });

describe('certificates', () => {
  it('carry the changes of their status in order of time', () => {
    const story = new Story();
    const id = story.say('certifier', certification('K1', 0));
    story.say('certifier', status('K1', 'reinstated', 30));
    story.say('certifier', status('K1', 'suspended', 20));
    const [entry] = entries(story);
    expect(entry).to.deep.include({ record: id, issuer: 'cert', jurisdictions: ['DE', 'FR'] });
    expect(entry?.status.map((change) => change.status)).to.deep.equal(['suspended', 'reinstated']);
    expect(entry?.issued).to.equal(startDay * daySeconds);
  });

  it("are not another certifier's to suspend, nor without a certificate", () => {
    const story = new Story();
    story.say('certifier', certification('K1', 0));
    expect(story.flag(story.say('inspector', status('K1', 'revoked', 5)))).to.equal('certificate_missing');
    expect(entries(story)[0]?.status).to.deep.equal([]);
  });

  it('go when taken back', () => {
    const story = new Story();
    story.say('certifier', correction(story.say('certifier', certification('K1', 0))));
    expect(entries(story)).to.deep.equal([]);
  });
});

describe('the terms of a certificate', () => {
  it('are each shown: a renewal under the same number counts', () => {
    const story = new Story();
    const first = story.say('certifier', term('K1', 0));
    const second = story.say('certifier', term('K1', 1095));
    expect(entries(story).map(({ record }) => record)).to.deep.equal([first, second]);
    expect(story.flag(second)).to.equal(undefined);
  });

  it('may overlap: a renewal is usually issued before the term before it ends', () => {
    const story = new Story();
    story.say('certifier', term('K1', 0));
    story.say('certifier', term('K1', 1000, 1095));
    story.say('certifier', term('K1', 1050, 1060));
    // The third begins before the second: it renews nothing.
    expect(terms(entries(story))).to.deep.equal([[0], [1095]]);
  });

  it('are not stated twice: what begins no later than the last one is outranked by it', () => {
    const story = new Story();
    const first = story.say('certifier', term('K1', 0));
    expect(story.flag(story.say('certifier', term('K1', 10, 0)))).to.equal('outranked');
    const second = story.say('certifier', term('K1', 1095));
    const again = story.say('certifier', term('K1', 0));
    expect(story.flag(again)).to.equal('outranked');
    expect(story.flag(first)).to.equal(undefined);
    expect(story.flag(second)).to.equal(undefined);
  });

  it('do not grow backwards: a renewal sent before the first term outranks it', () => {
    const story = new Story();
    story.say('certifier', term('K1', 1095));
    expect(story.flag(story.say('certifier', term('K1', 0)))).to.equal('outranked');
    expect(terms(entries(story))).to.deep.equal([[1095]]);
  });

  it('end by a revocation if they were issued by then, and the later ones are free of it', () => {
    const story = new Story();
    story.say('certifier', term('K1', 0));
    story.say('certifier', term('K1', 900, 1095));
    story.say('certifier', status('K1', 'revoked', 1000));
    story.say('certifier', term('K1', 1200));
    expect(terms(entries(story))).to.deep.equal([[0, 'revoked'], [1095, 'revoked'], [1200]]);
  });

  it('do not escape a revocation by the date of issue of a renewal sent after it', () => {
    const story = new Story();
    story.say('certifier', term('K1', 0));
    story.say('certifier', status('K1', 'revoked', 1000));
    story.say('certifier', term('K1', 999, 1095));
    expect(terms(entries(story))).to.deep.equal([
      [0, 'revoked'],
      [1095, 'revoked'],
    ]);
  });

  it('do not inherit the suspension of the one before', () => {
    const story = new Story();
    story.say('certifier', term('K1', 0));
    story.say('certifier', status('K1', 'suspended', 1000));
    story.say('certifier', term('K1', 1095));
    story.say('certifier', status('K1', 'reinstated', 1010));
    expect(terms(entries(story))).to.deep.equal([[0, 'suspended', 'reinstated'], [1095]]);
  });

  it('take no change that is dated before all of them', () => {
    const story = new Story();
    story.say('certifier', term('K1', 10));
    const early = story.say('certifier', status('K1', 'revoked', 9));
    expect(story.flag(early)).to.equal('certificate_missing');
    expect(terms(entries(story))).to.deep.equal([[10]]);
    story.say('certifier', correction(story.statements[0]!.id, term('K1', 5)));
    expect(story.flag(early)).to.equal(undefined);
  });

  it('are corrected one by one, each in its place', () => {
    const story = new Story();
    const first = story.say('certifier', term('K1', 0));
    const second = story.say('certifier', term('K1', 1095));
    story.say('certifier', correction(second, term('K1', 1095, 1100)));
    expect(terms(entries(story))).to.deep.equal([[0], [1100]]);
    // Moved behind the second one, the first leaves it nothing to renew.
    const moved = story.say('certifier', correction(first, term('K1', 0, 2000)));
    expect(terms(entries(story))).to.deep.equal([[2000]]);
    expect(entries(story)[0]?.record).to.equal(moved);
  });

  it('are each taken back by themselves, and so is what a revoked key signed', () => {
    for (const n of [0, 1]) {
      const story = new Story();
      const ids = [story.say('certifier', term('K1', 0)), story.say('certifier', term('K1', 1095))];
      const state = story.state();
      revokeRecords(state, [state.record(ids[n]!) as StatedRecord]);
      const left = aggregateOf(state, 'shop.a')?.public.certifications.map(({ record }) => record);
      expect(left).to.deep.equal([ids[1 - n]]);
      story.say('certifier', correction(ids[n]!));
      expect(entries(story).map(({ record }) => record)).to.deep.equal([ids[1 - n]]);
    }
  });

  it('are their own certifier’s: two bodies may use the same number', () => {
    const story = new Story();
    story.say('inspector', term('K1', 1095));
    story.say('certifier', term('K1', 0));
    story.say('certifier', status('K1', 'revoked', 5));
    expect(entries(story).map(({ issuer, status: changes }) => [issuer, changes.length])).to.deep.equal([
      ['cert', 1],
      ['look', 0],
    ]);
  });
});

describe('numbers in status lists', () => {
  const told = (): Story => {
    const story = new Story();
    story.say('certifier', term('K2', 0));
    story.say('certifier', certification('K1', 0, { seller: 'shop.b' }));
    story.say('inspector', term('K2', 0));
    return story;
  };

  it('stand in the aggregate: sellers and certificates in the order in which they were first heard of', () => {
    const story = told();
    expect(story.aggregate().public.number).to.equal(0);
    expect(story.aggregate('shop.b').public.number).to.equal(1);
    expect(entries(story).map(({ issuer, number }) => [issuer, number])).to.deep.equal([
      ['cert', 0],
      ['look', 2],
    ]);
    expect(story.aggregate('shop.b').public.certifications.map(({ number }) => number)).to.deep.equal([1]);
  });

  it('are the same for all terms of a certificate, and kept by one that is stated again', () => {
    const story = told();
    story.say('certifier', term('K2', 1095));
    expect(entries(story).map(({ number }) => number)).to.deep.equal([0, 0, 2]);
    const gone = [story.statements[0]!.id, story.statements[3]!.id];
    for (const id of gone) story.say('certifier', correction(id));
    expect(entries(story).map(({ number }) => number)).to.deep.equal([2]);
    story.say('certifier', term('K2', 2000));
    expect(entries(story).map(({ number }) => number)).to.deep.equal([0, 2]);
  });
});
