import { expect } from 'chai';
import type { Accreditation, Participant } from '../../../chaincode/domain/consortium/participant.js';
import { endsOf, hasLapsed } from '../../../chaincode/domain/participants/ends.js';
import { daySeconds, formatTime } from '../../../chaincode/domain/time.js';
import { keyOf, newParticipant, newSigner, now } from '../../support/consortium.js';

const signer = newSigner('Ed25519');
const base = newParticipant('lab', 'certifier', ['certifier'], [signer]);
const at = (seconds: number): string => formatTime(now + seconds);
const key = (seconds: number): Participant['keys'][number] => ({
  ...keyOf(newSigner('Ed25519')),
  notAfter: at(seconds),
});
const accredited = (seconds: number, ...schemes: string[]): Accreditation => ({
  ...{ body: 'DAkkS', number: 'D-1', schemes, from: '2020-01-01T00:00:00Z' },
  until: at(seconds),
});
const told = (change: Partial<Participant>): string[] =>
  endsOf({ ...base, ...change }, now).map(({ days, what }) => `${what} ${days}`);

describe('what a participant needs and what ends', () => {
  it('is nothing while everything holds for more than 30 days', () => {
    expect(told({})).to.deep.equal([]);
    expect(told({ validUntil: at(30 * daySeconds + 1) })).to.deep.equal([]);
  });

  for (const [seconds, days] of [
    [30 * daySeconds, 30],
    [30 * daySeconds - 1, 29],
    [7 * daySeconds + 1, 7],
    [7 * daySeconds, 7],
    [daySeconds, 1],
    [daySeconds - 1, 0],
    [0, 0],
    [-1, -1],
    [-daySeconds, -1],
    [-daySeconds - 1, -2],
  ] as const) {
    it(`is told ${seconds} s before its end as ${days} days left`, () => {
      const one = key(seconds);
      const changes: readonly (readonly [what: string, id: string, change: Partial<Participant>])[] = [
        ['registration', 'lab', { validUntil: at(seconds) }],
        ['key', one.kid, { keys: [one] }],
        ['accreditation', 'ce', { accreditation: [accredited(seconds, 'ce')] }],
      ];
      const notice = seconds <= 7 * daySeconds ? 7 : 30;
      for (const [what, id, change] of changes) {
        expect(endsOf({ ...base, ...change }, now)).to.deep.equal([
          { what, id, at: at(seconds), days, notice },
        ]);
      }
    });
  }

  it('is the last key, whatever becomes of those it replaces', () => {
    expect(told({ keys: [key(-daySeconds), key(daySeconds), key(400 * daySeconds)] })).to.deep.equal([]);
    expect(told({ keys: [key(3 * daySeconds), key(daySeconds)] })).to.deep.equal(['key 3']);
    const revoked = { at: at(0), reason: 'compromised' } as const;
    expect(told({ keys: [key(3 * daySeconds), { ...key(400 * daySeconds), revoked }] })).to.deep.equal([
      'key 3',
    ]);
  });

  it('is the last accreditation of the scheme that loses it first', () => {
    const renewed = [accredited(-daySeconds, 'ce', 'gots'), accredited(400 * daySeconds, 'ce')];
    expect(told({ accreditation: renewed })).to.deep.equal(['accreditation -1']);
    expect(told({ accreditation: [...renewed, accredited(9 * daySeconds, 'gots')] })).to.deep.equal([
      'accreditation 9',
    ]);
    expect(told({ accreditation: [...renewed, accredited(99 * daySeconds, 'gots')] })).to.deep.equal([]);
  });

  it('comes with the most urgent first', () => {
    const [soon, sooner] = [9 * daySeconds, 3 * daySeconds];
    const accreditation = [accredited(sooner, 'ce')];
    expect(told({ validUntil: at(soon), keys: [key(soon)], accreditation })).to.deep.equal([
      'accreditation 3',
      'registration 9',
      'key 9',
    ]);
    expect(told({ keys: [key(-1)], accreditation })).to.deep.equal(['key -1', 'accreditation 3']);
    expect(told({ keys: [key(soon)], accreditation: [accredited(-sooner, 'ce')] })).to.deep.equal([
      'key 9',
      'accreditation -3',
    ]);
  });

  it('says whether anything can be stated at all', () => {
    const lapsed = (change: Partial<Participant>): boolean => hasLapsed(endsOf({ ...base, ...change }, now));
    expect(lapsed({ validUntil: at(0) })).to.equal(false);
    expect(lapsed({ validUntil: at(-1) })).to.equal(true);
    expect(lapsed({ keys: [key(-1)] })).to.equal(true);
    expect(lapsed({ accreditation: [accredited(-1, 'ce')] })).to.equal(false);
  });

  it('is nothing once the participant was ended', () => {
    expect(told({ status: 'ended', validUntil: at(-1) })).to.deep.equal([]);
    expect(told({ status: 'suspended', validUntil: at(-1) })).to.deep.equal(['registration -1']);
  });
});
