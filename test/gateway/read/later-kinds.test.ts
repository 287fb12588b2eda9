import { expect } from 'chai';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import type { ProjectedRecord } from '../../../gateway/projection/port.js';
import type { Caller } from '../../../gateway/services/common/caller.js';
import { viewRecord } from '../../../gateway/services/read/records.js';
import { newParticipant } from '../../support/consortium.js';
import { commitment, orderRecord, inspectionRecord } from '../../support/records.js';

const seller = 'demo-platform.shop1';
const base = { seller, at: '2026-05-01T10:00:00Z' };
const projected = (id: string, record: FactRecord, issuer: string, reply?: string): ProjectedRecord => ({
  id,
  record,
  issuer,
  time: 0,
  position: { block: 0, tx: 0, batch: 0, line: 0 },
  standing: { state: 'counted' },
  ...(reply === undefined ? {} : { reply }),
});
const idOf = (name: string): string => `${commitment(name)}.0`;
const text = commitment('text');
const inspected = inspectionRecord('i-1', { stage: 'in-sale' });
const order = projected(idOf('order'), orderRecord('1'), 'demo-platform');
const inspection = projected(idOf('inspection'), inspected, 'demo-inspector', idOf('public reply'));
const trace = projected(
  idOf('trace'),
  { ...base, kind: 'trace', order: commitment('1'), event: 'signed' },
  'demo-carrier',
);
const replyTo = (target: ProjectedRecord, name: string): ProjectedRecord =>
  projected(idOf(name), { ...base, kind: 'reply', target: target.id, text }, 'shop');
const closedReply = replyTo(order, 'closed reply');
const publicReply = replyTo(inspection, 'public reply');

const records = [order, inspection, trace, closedReply, publicReply];
const queries = {
  record: (id: string) => records.find((one) => one.id === id),
  parties: ({ kind }: FactRecord) => (kind === 'trace' || kind === 'order' ? ['demo-broker'] : []),
} as unknown as Parameters<typeof viewRecord>[2];

const member = (id: string, scope = {}): Caller => ({
  type: 'participant',
  kid: commitment('key'),
  participant: newParticipant(id, 'platform', id === 'shop' ? ['seller'] : ['carrier'], [], scope),
});
const seen = (caller: Caller): boolean[] =>
  [trace, closedReply, publicReply].map((one) => viewRecord(caller, one, queries).visible);

describe('traces and replies', () => {
  it('are as closed as the order they belong to, and as what they answer', () => {
    expect(seen({ type: 'anonymous' })).to.deep.equal([false, false, true]);
    expect(seen(member('demo-stranger'))).to.deep.equal([false, false, true]);
    expect(seen(member('demo-broker'))).to.deep.equal([true, false, true]);
    expect(seen(member('shop', { sellers: [seller] }))).to.deep.equal([true, true, true]);
  });

  it('show a reply beside what it answers, to whoever sees that', () => {
    expect(viewRecord({ type: 'anonymous' }, inspection, queries)).to.include({ reply: publicReply.id });
    expect(viewRecord({ type: 'anonymous' }, order, queries)).to.deep.equal({
      id: order.id,
      kind: 'order',
      visible: false,
    });
  });
});
