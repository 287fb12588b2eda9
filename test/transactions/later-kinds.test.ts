import { expect } from 'chai';
import { utf8 } from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import type { Action } from '../../chaincode/domain/consortium/action.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import {
  defaultAuthority,
  firstKinds,
  gatewayOf,
  newConsortium,
  startLedger,
} from '../support/consortium.js';
import { Governing } from '../support/governing.js';
import type { MemoryLedger } from '../support/memory-world-state.js';
import { commitment } from '../support/records.js';
import { expectRefusal } from '../support/refusal.js';

const traced: FactRecord = {
  kind: 'trace',
  seller: 'demo-platform.shop1',
  at: '2026-05-02T10:00:00Z',
  order: commitment('1'),
  event: 'departed',
};
const corrected: FactRecord = {
  kind: 'correction',
  seller: 'demo-platform.shop1',
  at: '2026-05-03T10:00:00Z',
  target: `${commitment('batch')}.0`,
  reason: 'incorrect_data',
  replacement: traced,
};

describe('kinds that come with a later fold version', () => {
  const consortium = newConsortium(firstKinds);
  let ledger: MemoryLedger;
  let governing: Governing;
  beforeEach(async () => {
    ledger = await startLedger(consortium);
    governing = new Governing(ledger, consortium);
  });

  const send = async (record: FactRecord, name = 'SubmitBatch', entry = 'batch'): Promise<unknown> => {
    const { bytes } = await consortium.signBatch('demo-carrier', [record]);
    return ledger.run(name, [], gatewayOf('PlatformMSP'), { [entry]: bytes });
  };
  const enact = (action: Action): Promise<void> => governing.decide(action);
  const enable = (): Promise<void> =>
    enact({
      type: 'authority.set',
      authority: defaultAuthority,
    });
  const seal = (n: number): void => {
    ledger.entries.set('epoch', utf8(canonicalText({ n, time: '2026-06-01T11:00:00Z' })));
  };

  it('are not taken until that version is in force, even where a proposal has enabled them', async () => {
    await enable();
    for (const record of [traced, corrected]) {
      const [defect] = await expectRefusal('kind_not_enabled', () => send(record));
      expect(defect?.reason).to.match(/kind trace yet: .* fold version 2 by a proposal/);
    }
    await enact({ type: 'fold.activate', fold: { version: 2, fromEpoch: 1 } });
    await expectRefusal('kind_not_enabled', () => send(traced));
    await expectRefusal('kind_not_enabled', () => send(traced, 'SubmitBatches', 'batch0'));
    seal(1);
    for (const record of [traced, corrected]) expect(await send(record)).to.include({ outcome: 'accepted' });
    expect(await send(traced, 'SubmitBatches', 'batch0')).to.have.nested.property(
      'outcomes[0].outcome',
      'accepted',
    );
  });

  it('need a proposal that enables them once that version is in force', async () => {
    await enact({ type: 'fold.activate', fold: { version: 2, fromEpoch: 1 } });
    seal(1);
    const [defect] = await expectRefusal('kind_not_enabled', () => send(traced));
    expect(defect?.reason).to.contain('no role may state kind trace');
    await enable();
    expect(await send(traced)).to.include({ outcome: 'accepted' });
  });
});
