import { expect } from 'chai';
import { text } from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import type { Organisation } from '../../chaincode/domain/consortium/document.js';
import { formatNote, noteLines, noteTypes, verifierKey } from '../../chaincode/domain/tlog/note.js';
import type { TrustList } from '../../chaincode/domain/trust-list/list.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import {
  admin,
  approvalOf,
  gatewayOf,
  newConsortium,
  newOrganisation,
  newSigner,
  newStatementKeys,
  startLedger,
  type StatementKeys,
} from '../support/consortium.js';
import { Governing } from '../support/governing.js';
import { MemoryLedger } from '../support/memory-world-state.js';
import { expectRefusal } from '../support/refusal.js';
import { checkpointOf, statementOf } from '../support/statements.js';
import { signKeyOf } from '../support/trust-lists.js';

const consortium = newConsortium();
const founded = consortium.document.organisations;
const [platform, certifier] = founded as [Organisation, Organisation];
const platformMsp = gatewayOf('PlatformMSP');

describe('keys of an organisation', () => {
  let ledger: MemoryLedger;
  let governing: Governing;
  const fresh: StatementKeys = newStatementKeys();
  const next = {
    signKey: signKeyOf(newSigner()),
    logKey: fresh.log.jwk.x,
    cosignerKey: fresh.cosigner.jwk.x,
  };
  const before = {
    signKey: platform.signKey,
    logKey: platform.logKey,
    cosignerKey: platform.cosignerKey,
  };
  beforeEach(async () => {
    ledger = await startLedger(consortium);
    governing = new Governing(ledger, consortium);
  });

  const state = async () =>
    (await ledger.run('GetConsortium', [], platformMsp)) as { seq: number; organisations: Organisation[] };
  const set = (first: object, others: readonly object[] = founded.slice(1)): Promise<void> =>
    governing.decide({
      type: 'organisations.set',
      k: 2,
      organisations: [first, ...others] as Organisation[],
    });
  const refused = async (code: string, ...args: Parameters<typeof set>): Promise<string | undefined> => {
    const [defect] = await expectRefusal(code, () => set(...args));
    return defect?.pointer;
  };

  it('change by k with an overlap, which the trust list shows, and without', async () => {
    await set({ ...platform, ...next, previous: before });
    expect((await state()).organisations[0]).to.deep.include({ ...next, previous: before });
    const kept = (version: number) =>
      (JSON.parse(text(ledger.entries.get(`trust-list/${version}`) as Uint8Array)) as { list: TrustList })
        .list.organisations[0];
    expect(kept(1)).to.deep.include(before).and.not.have.property('previous');
    expect(kept(2)).to.deep.include({ ...next, previous: before });
    // One after the other, too: what is left out is dropped.
    await set({ ...platform, ...next, previous: { logKey: before.logKey } });
    expect(kept(3)?.previous).to.deep.equal({ logKey: before.logKey });
    await set({ ...platform, ...next });
    expect(kept(4)).to.deep.include(next).and.not.have.property('previous');
  });

  it('are all different, those of before included', async () => {
    const pointer = '/action/organisations';
    const with_ = (previous: object) => ({ ...platform, ...next, previous });
    // Nothing was rotated.
    expect(await refused('document_schema', { ...platform, previous: before })).to.equal(pointer);
    const { logKey, cosignerKey, signKey } = before;
    const stolen = { ...certifier, logKey };
    expect(await refused('document_schema', with_({ logKey }), [stolen, ...founded.slice(2)])).to.equal(
      pointer,
    );
    const swapped = { ...platform, ...next, logKey: cosignerKey, previous: { cosignerKey } };
    expect(await refused('document_schema', swapped)).to.equal(pointer);
    const borrowed = { ...certifier, signKey };
    expect(await refused('document_schema', with_({ signKey }), [borrowed, ...founded.slice(2)])).to.equal(
      pointer,
    );
  });

  it('count as previous only where the organisation had them', async () => {
    const pointer = '/action/organisations/0/previous/logKey';
    const logKey = newSigner('Ed25519').jwk.x;
    const unknown = { ...platform, ...next, previous: { logKey } };
    expect(await refused('key_unacceptable', unknown)).to.equal(pointer);
    // Not another organisation's either, nor its own of another use.
    const left = { ...platform, ...next, previous: { logKey: certifier.logKey } };
    const replaced = { ...certifier, logKey: newSigner('Ed25519').jwk.x };
    expect(await refused('key_unacceptable', left, [replaced, ...founded.slice(2)])).to.equal(pointer);
    const swapped = { ...platform, ...next, previous: { logKey: platform.cosignerKey } };
    expect(await refused('key_unacceptable', swapped)).to.equal(pointer);
    const newcomer = { ...newOrganisation('newcomer', 'NewMSP', []), previous: { logKey } };
    await refused('key_unacceptable', platform, [certifier, newcomer]);
  });

  it('do not come back once they were dropped', async () => {
    await set({ ...platform, ...next });
    await refused('key_unacceptable', { ...platform, ...next, previous: before });
  });

  it('that a document is founded on have none before them', async () => {
    const organisations = [{ ...platform, ...next, previous: before }, ...founded.slice(1)];
    const document = canonicalText({ ...consortium.document, organisations });
    const [, approval] = await approvalOf(consortium.document, platform);
    await expectRefusal('key_unacceptable', () =>
      new MemoryLedger(0).run('InitConsortium', [document, approval], admin('PlatformMSP')),
    );
  });

  it('of before are checked as those in force are', async () => {
    const bad = (previous: object) => ({ ...platform, ...next, previous });
    await refused('document_schema', bad({}));
    await refused('document_schema', bad({ adminKey: before.logKey }));
    await refused('document_schema', bad({ logKey: 'short' }));
    expect(await refused('key_unacceptable', bad({ logKey: 'A'.repeat(43) }))).to.equal(
      '/action/organisations/0/previous/logKey',
    );
    const renamed = { ...before.signKey, kid: 'A'.repeat(43) };
    expect(await refused('key_unacceptable', bad({ signKey: renamed }))).to.equal(
      '/action/organisations/0/previous/signKey/kid',
    );
  });

  it('of before are no witness', async () => {
    await set({ ...platform, ...next, previous: before });
    const publicKey = Buffer.from(before.cosignerKey, 'base64url');
    const witness = verifierKey(nodeCrypto.sha256, { name: 'watch', type: noteTypes.cosignature, publicKey });
    await expectRefusal('key_unacceptable', () =>
      governing.propose({ type: 'witnesses.set', witnesses: [witness], quorum: 1 }),
    );
  });

  describe('at a Seal', () => {
    const body = checkpointOf(consortium);
    const old = consortium.statementKeys.get('platform') as StatementKeys;
    const word = (keys: StatementKeys) => statementOf(consortium, 'platform', body, { keys });
    const cosign = (note: string) => ledger.run('Cosign', [note], platformMsp);
    beforeEach(async () => {
      ledger.time += 60;
      await ledger.run('Seal', ['1'], platformMsp);
    });

    for (const [what, keys] of [
      ['the new keys', fresh],
      ['the ones before', old],
      ['a new log key and the cosigner key before', { ...old, log: fresh.log }],
      ['the log key before and a new cosigner key', { ...old, cosigner: fresh.cosigner }],
    ] as const) {
      it(`speak for it: ${what}`, async () => {
        await set({ ...platform, ...next, previous: before });
        expect(await cosign(word(keys))).to.deep.equal({ epoch: 1, org: 'platform' });
      });
    }

    it('are one word, however many of them sign', async () => {
      await set({ ...platform, ...next, previous: before });
      const [newLog = '', newCosigner = ''] = noteLines(word(fresh));
      const [oldLog = '', oldCosigner = ''] = noteLines(word(old));
      for (const lines of [
        [newLog, oldLog],
        [newCosigner, oldCosigner],
        [newLog, oldLog, newCosigner],
        [newLog, newCosigner, oldLog, oldCosigner],
      ])
        await expectRefusal('signature_invalid', () => cosign(formatNote(body, lines)));
      await cosign(word(fresh));
      await expectRefusal('exists', () => cosign(word(old)));
    });

    it('count no longer once they were dropped', async () => {
      await set({ ...platform, ...next, previous: before });
      await set({ ...platform, ...next, previous: { cosignerKey: before.cosignerKey } });
      await expectRefusal('signature_invalid', () => cosign(word(old)));
      await cosign(word({ ...old, log: fresh.log }));
    });
  });
});
