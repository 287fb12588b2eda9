import { expect } from 'chai';
import { text } from '../../chaincode/domain/bytes.js';
import type { Action } from '../../chaincode/domain/consortium/action.js';
import type { Organisation } from '../../chaincode/domain/consortium/document.js';
import { nextTrustList, type TrustList } from '../../chaincode/domain/trust-list/list.js';
import { signTrustList } from '../../chaincode/domain/trust-list/signature.js';
import { noteTypes, verifierKey } from '../../chaincode/domain/tlog/note.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import {
  admin,
  gatewayOf,
  newConsortium,
  newOrganisation,
  newSigner,
  signBytes,
  startLedger,
  type Signer,
} from '../support/consortium.js';
import { Governing } from '../support/governing.js';
import type { MemoryLedger } from '../support/memory-world-state.js';
import { expectRefusal } from '../support/refusal.js';
import { signKeyOf } from '../support/trust-lists.js';

const platform = gatewayOf('PlatformMSP');
const mspIds = { platform: 'PlatformMSP', certifier: 'CertifierMSP', payments: 'PaymentsMSP' };

const vkey = (name: string, type: 1 | 4 = noteTypes.cosignature, { jwk } = newSigner('Ed25519')): string =>
  verifierKey(nodeCrypto.sha256, { name, type, publicKey: Buffer.from(jwk.x, 'base64url') });

describe('trust list', () => {
  const consortium = newConsortium();
  const signers = new Map<string, Signer>();
  for (const organisation of consortium.document.organisations) {
    const signer = newSigner();
    signers.set(organisation.id, signer);
    Object.assign(organisation, { signKey: signKeyOf(signer) });
  }
  const { organisations } = consortium.document;
  let ledger: MemoryLedger;
  let first: TrustList;
  let governing: Governing;
  beforeEach(async () => {
    ledger = await startLedger(consortium);
    governing = new Governing(ledger, consortium);
    const state = await ledger.run('GetConsortium', [], platform);
    first = nextTrustList(undefined, state as never);
  });

  const kept = (version: number): { list: TrustList } | undefined => {
    const value = ledger.entries.get(`trust-list/${version}`);
    return value && (JSON.parse(text(value)) as { list: TrustList });
  };
  const signature = (org: string, list: TrustList, signer = signers.get(org) as Signer): Promise<string> =>
    signTrustList(list, signer.kid, (data) => signBytes(signer, data));
  const sign = async (org: keyof typeof mspIds, list: TrustList, caller = gatewayOf(mspIds[org])) =>
    ledger.run('SignTrustList', [String(list.version), await signature(org, list)], caller);
  const decide = (action: Action): Promise<void> => governing.decide(action);
  const set = (list: readonly Organisation[], k = 2): Promise<void> =>
    decide({ type: 'organisations.set', organisations: [...list], k });
  const withNewKey = (id: string): Organisation[] =>
    organisations.map((one) => (one.id === id ? { ...one, signKey: signKeyOf(newSigner()) } : one));

  it('takes the signatures of the founders for version 1, each once', async () => {
    expect(await sign('platform', first)).to.deep.equal({ org: 'platform', version: 1 });
    expect(text(ledger.entries.get('trust-list/1/platform') as Uint8Array)).to.match(
      /^[\w-]+\.[\w-]+\.[\w-]+$/,
    );
    await expectRefusal('exists', () => sign('platform', first));
    await sign('certifier', first, admin('CertifierMSP'));
  });

  it('refuses what is not the caller’s own signature of this version', async () => {
    const send = (version: string, jws: string, caller = platform) =>
      ledger.run('SignTrustList', [version, jws], caller);
    const good = await signature('platform', first);
    await expectRefusal('signature_invalid', () => send('1', good, gatewayOf('CertifierMSP')));
    await expectRefusal('organisation_unknown', () => send('1', good, gatewayOf('StrangerMSP')));
    await expectRefusal('not_found', () => send('2', good));
    for (const version of ['0', '01', '1.0', '-1', 'one', ''])
      await expectRefusal('document_schema', () => send(version, good));
    await expectRefusal('document_schema', () => ledger.run('SignTrustList', ['1'], platform));
    await expectRefusal('signature_invalid', () => send('1', `${good.slice(0, -4)}AAAA`));
    await expectRefusal('signature_invalid', () => send('1', ''));
    const altered = await signature('platform', { ...first, k: 3 });
    await expectRefusal('signature_invalid', () => send('1', altered));
    const stolen = await signature('platform', first, newSigner());
    await expectRefusal('signature_invalid', () => send('1', stolen));
    expect([...ledger.entries.keys()].filter((key) => key.startsWith('trust-list/'))).to.deep.equal([]);
  });

  it('has a next version with each change that a reader would see, and with no other', async () => {
    await decide({ type: 'parameters.set', parameters: { demo: false } });
    await set(organisations.map((one) => ({ ...one, roles: [] })));
    expect(kept(1)).to.equal(undefined);
    const changed = withNewKey('payments');
    await set(changed);
    expect(kept(1)?.list).to.deep.equal(first);
    expect(kept(2)?.list).to.deep.include({ version: 2, k: 2 });
    expect(kept(2)?.list.organisations[2]?.signKey).to.deep.equal(changed[2]?.signKey);
    await set(changed, 3);
    expect(kept(3)?.list).to.deep.include({ version: 3, k: 3 });
    expect(kept(4)).to.equal(undefined);
  });

  it('is signed with the keys of the version before: a new key does not vouch for itself', async () => {
    await set(withNewKey('platform'));
    const { list } = kept(2) as { list: TrustList };
    const newest = newSigner();
    await expectRefusal('signature_invalid', async () =>
      ledger.run('SignTrustList', ['2', await signature('platform', list, newest)], platform),
    );
    await sign('platform', list);
    await sign('certifier', list);
  });

  it('is signed also by an organisation that leaves with it, but not by one that joins', async () => {
    const joining = newOrganisation('auditor', 'AuditorMSP', []);
    await set([...organisations.slice(0, 2), joining]);
    const { list } = kept(2) as { list: TrustList };
    await sign('payments', list);
    await expectRefusal('organisation_unknown', () => sign('platform', list, gatewayOf('AuditorMSP')));
    await decide({ type: 'witnesses.set', witnesses: [vkey('witness.example')], quorum: 1 });
    const third = (kept(3) as { list: TrustList }).list;
    await expectRefusal('organisation_unknown', () => sign('payments', third));
    await sign('platform', third);
  });

  describe('witnesses', () => {
    it('are set by k organisations and stand in the list', async () => {
      const witnesses = [vkey('witness.example'), vkey('other.example/log')];
      await decide({ type: 'witnesses.set', witnesses, quorum: 1 });
      expect(kept(2)?.list.witnesses).to.deep.equal(witnesses);
      expect(kept(2)?.list.quorum).to.equal(1);
      const state = await ledger.run('GetConsortium', [], platform);
      expect([state['witnesses'], state['quorum']]).to.deep.equal([witnesses, 1]);
      await decide({ type: 'witnesses.set', witnesses, quorum: 2 });
      expect(kept(3)?.list.quorum, 'a new quorum is a new list').to.equal(2);
      await decide({ type: 'witnesses.set', witnesses: [], quorum: 0 });
      expect([kept(4)?.list.witnesses, kept(4)?.list.quorum]).to.deep.equal([[], 0]);
    });

    it('cannot be asked for in a number that there are not', async () => {
      const witnesses = [vkey('witness.example')];
      for (const quorum of [2, 17, -1])
        await expectRefusal('document_schema', () => decide({ type: 'witnesses.set', witnesses, quorum }));
    });

    it('are outsiders with well-formed cosigner keys of their own', async () => {
      const own = {
        ...newSigner('Ed25519'),
        jwk: { kty: 'OKP', crv: 'Ed25519', x: organisations[0]!.cosignerKey },
      };
      const twice = newSigner('Ed25519');
      const origin = `stl/${first.ledger}`;
      for (const witnesses of [
        ['witness.example'],
        [vkey('witness.example', noteTypes.ed25519)],
        [vkey('witness.example').replace('witness', 'another')],
        [vkey(origin)],
        [vkey('\u0007.example')],
        [vkey('del\u007f.example')],
        [vkey(`${origin}/platform`)],
        [vkey('witness.example', 4, own as Signer)],
        [vkey('one.example', 4, twice), vkey('two.example', 4, twice)],
        [vkey('one.example'), vkey('one.example')],
        [vkey('one.example', 4, { ...twice, jwk: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } })],
      ]) {
        await expectRefusal('key_unacceptable', () =>
          decide({ type: 'witnesses.set', witnesses, quorum: 0 }),
        );
      }
    });

    it('do not become an organisation’s keys later', async () => {
      const witness = newSigner('Ed25519');
      await decide({
        type: 'witnesses.set',
        witnesses: [vkey('witness.example', 4, witness)],
        quorum: 1,
      });
      const [one, ...others] = organisations;
      const logKey = witness.jwk.x;
      await expectRefusal('key_unacceptable', () => set([{ ...one!, logKey }, ...others]));
    });
  });
});
