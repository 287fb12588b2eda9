import { expect } from 'chai';
import { parseTime } from '../../chaincode/domain/time.js';
import { daysGiven, endingText, endingWithin } from '../../gateway/cli/commands/governance/ending-list.js';
import { CliFailure } from '../../gateway/cli/frame/failure.js';
import { untilTime } from '../../gateway/cli/frame/until.js';
import { newParticipant, newSigner } from '../support/consortium.js';

const now = parseTime('2027-02-10T08:00:00Z') as number;
const until = (text: string): string => untilTime(text, now, { option: '--until', daysMax: 366 });

describe('a day until which something is to hold', () => {
  it('is all of that day in UTC, or a time to the second', () => {
    expect(until('2027-02-11')).to.equal('2027-02-11T23:59:59Z');
    expect(until('2027-02-10')).to.equal('2027-02-10T23:59:59Z');
    expect(until('2027-02-10T08:00:01Z')).to.equal('2027-02-10T08:00:01Z');
    expect(until('2028-02-10')).to.equal('2028-02-10T23:59:59Z');
  });

  for (const [text, word] of [
    ['2027-02-09', 'is past'],
    ['2027-02-10T08:00:00Z', 'is past'],
    ['2028-02-12', 'more than 366 days ahead; 2028-02-11 is the latest'],
    ['9999-12-31', 'more than 366 days ahead'],
    ['2027-02-29', 'a day such as'],
    ['2027-13-01', 'a day such as'],
    ['2027-06-30T12:00:00+02:00', 'a day such as'],
    ['30.06.2027', 'a day such as'],
    ['tomorrow', 'a day such as'],
    ['', 'a day such as'],
  ] as const) {
    it(`is refused in words: ${text}`, () => {
      expect(() => until(text))
        .to.throw(CliFailure)
        .with.property('message')
        .that.includes('--until: ')
        .and.includes(word);
    });
  }
});

describe('the list of what ends', () => {
  it('takes a number of days, 30 where none is given', () => {
    expect([daysGiven(true), daysGiven('7'), daysGiven('400d')]).to.deep.equal([30, 7, 400]);
    for (const text of ['', 'soon', '-1', '7 d', '1e3'])
      expect(() => daysGiven(text)).to.throw(/such as 30d/);
  });

  it('has what ends within them, whatever else there is', () => {
    const ending = (id: string, validUntil: string) => ({
      ...newParticipant(id, 'platform', ['carrier'], [newSigner()]),
      validUntil,
    });
    const all = [ending('later', '2027-02-20T08:00:00Z'), ending('sooner', '2027-02-12T08:00:00Z')];
    const ids = (days: number): string[] =>
      endingWithin(all, days, now).map(({ participant }) => participant);
    expect([ids(1), ids(2), ids(10)]).to.deep.equal([[], ['sooner'], ['sooner', 'later']]);
    expect(endingText([], 5)).to.equal('Nothing ends within 5 days.');
  });
});
