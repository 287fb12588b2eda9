import { expect } from 'chai';
import type { Participant } from '../../../chaincode/domain/consortium/participant.js';
import { daySeconds, formatTime } from '../../../chaincode/domain/time.js';
import type { ProjectionStatus } from '../../../gateway/projection/port.js';
import { EndsNotice } from '../../../gateway/services/read/ends-notice.js';
import { newParticipant, newSigner, now } from '../../support/consortium.js';

const ending = (id: string, org: string, seconds: number): Participant => ({
  ...newParticipant(id, org, ['carrier'], [newSigner('Ed25519')]),
  validUntil: formatTime(now + seconds),
});

describe('the notice of what ends', () => {
  let time: number;
  let ledgerHeight: number;
  let folded: number;
  let told: string[][];
  const participants = [
    ending('fine', 'platform', 31 * daySeconds + daySeconds),
    ending('gone', 'platform', -1),
    ending('other', 'payments', daySeconds),
    ending('soon', 'platform', 3 * daySeconds),
  ];
  beforeEach(() => {
    [time, ledgerHeight, folded, told] = [now, 7, 7, []];
  });
  const notice = (known = participants): EndsNotice =>
    new EndsNotice(
      { height: () => Promise.resolve(ledgerHeight) },
      {
        status: () => ({ height: folded }) as ProjectionStatus,
        // A page at a time.
        participants: (after) => {
          const at = Number(after ?? 0);
          return { items: known.slice(at, at + 1), next: at + 1 < known.length ? String(at + 1) : null };
        },
      },
      { organisations: new Set(['platform']), clock: () => time },
      (ends) => told.push(ends.map(({ days, participant, what }) => `${participant}: ${what} ${days}`)),
    );

  it('is given once a day, for the own organisation’s participants', async () => {
    const own = notice();
    for (let block = 0; block < 3; block++) await own.look();
    expect(told).to.deep.equal([['gone: registration -1', 'soon: registration 3']]);
    time += daySeconds;
    await own.look();
    await own.look();
    expect(told.slice(1)).to.deep.equal([['gone: registration -2', 'soon: registration 2']]);
    time += daySeconds;
    await own.look();
    expect(told.at(-1)).to.deep.equal([
      'fine: registration 30',
      'gone: registration -3',
      'soon: registration 1',
    ]);
  });

  it('waits until the ledger is folded: half of it still has what was renewed later', async () => {
    folded = 6;
    const own = notice();
    await own.look();
    expect(told).to.deep.equal([]);
    folded = 7;
    await own.look();
    expect(told).to.have.length(1);
  });

  it('says nothing where nothing ends', async () => {
    await notice(participants.slice(0, 1)).look();
    await notice([]).look();
    expect(told).to.deep.equal([]);
  });
});
