import { expect } from 'chai';
import { base64url, fromBase64url, text, utf8 } from '../../chaincode/domain/bytes.js';
import type { Action } from '../../chaincode/domain/consortium/action.js';
import type { Participant, ParticipantKey } from '../../chaincode/domain/consortium/participant.js';
import { composeSignedProposal } from '../../chaincode/domain/governance/signed.js';
import { composeKeyProof, type KeyClaim } from '../../chaincode/domain/participants/key-proof.js';
import { daySeconds, formatTime } from '../../chaincode/domain/time.js';
import {
  admin,
  gatewayOf,
  keyOf,
  newConsortium,
  newOrganisation,
  newParticipant,
  newSigner,
  now,
  signBytes,
  startLedger,
  type Signer,
} from '../support/consortium.js';
import { Governing } from '../support/governing.js';
import type { MemoryLedger } from '../support/memory-world-state.js';
import { orderRecord } from '../support/records.js';
import { expectRefusal } from '../support/refusal.js';

const consortium = newConsortium();
const platform = admin('PlatformMSP');
const id = 'demo-platform';
const old = consortium.signers.get(id) as Signer;

describe('key.rotate', () => {
  let ledger: MemoryLedger;
  let fresh: Signer;
  let key: ParticipantKey;
  let governing: Governing;
  beforeEach(async () => {
    ledger = await startLedger(consortium);
    governing = new Governing(ledger, consortium);
    fresh = newSigner('Ed25519');
    key = keyOf(fresh);
  });

  const propose = (action: Action, by = 'platform', base = 0) => governing.propose(action, by, { base });
  const proofBy = (signer: Signer, change: Partial<KeyClaim> = {}) =>
    composeKeyProof(
      { ...signer, sign: (data) => signBytes(signer, data) },
      { ledger: consortium.ledger, participant: id, key, ...change },
    );
  const rotate = async (proof: string | Promise<string>, by = 'platform', change: object = {}) =>
    propose({ type: 'key.rotate', id, key, proof: await proof, ...change }, by);
  const refused = (code: string, proof: string | Promise<string>) => expectRefusal(code, () => rotate(proof));
  const stored = async () => (await ledger.run('GetParticipant', [id], platform)) as unknown as Participant;
  const submit = async (signer: Signer, order: string) => {
    const { bytes } = await consortium.signBatch(id, [orderRecord(order)], {
      signer,
      iat: ledger.time,
      exp: ledger.time + 60,
    });
    return ledger.run('SubmitBatch', [], gatewayOf('PlatformMSP'), { batch: bytes });
  };
  /** Both participants' organisations agree. */
  const byK = async (action: Action, base = 0) => {
    const opened = await propose(action, 'platform', base);
    await governing.approve(opened['id']);
  };

  it('needs no other organisation, and both keys hold for a while', async () => {
    expect(await rotate(proofBy(old))).to.include({ status: 'executed' });
    expect((await stored()).keys.map(({ kid }) => kid)).to.deep.equal([old.kid, fresh.kid]);
    expect(await ledger.run('GetConsortium', [], platform)).to.include({ seq: 0 });
    expect(await submit(old, '1')).to.include({ outcome: 'accepted' });
    expect(await submit(fresh, '2')).to.include({ outcome: 'accepted' });
  });

  it('goes on from the new key, of either algorithm', async () => {
    await rotate(proofBy(old));
    const third = keyOf(newSigner());
    expect(await rotate(proofBy(fresh, { key: third }), 'platform', { key: third })).to.include({
      status: 'executed',
    });
  });

  it('takes k where another organisation proposes it', async () => {
    expect(await rotate(proofBy(old), 'certifier')).to.include({ status: 'open' });
    expect((await stored()).keys).to.have.length(1);
    await expectRefusal('signature_invalid', async () =>
      rotate(await proofBy(old, { participant: 'demo-carrier' }), 'certifier'),
    );
  });

  it('is refused by a key that is revoked', async () => {
    await propose({ type: 'key.revoke', id, kid: old.kid, reason: 'compromised' });
    await refused('key_not_valid', proofBy(old));
  });

  it('is refused by a key before its first second and after its last', async () => {
    const later = newSigner();
    const window = { notBefore: '2026-06-02T00:00:00Z', notAfter: '2026-06-03T00:00:00Z' };
    await byK({ type: 'key.register', id, key: { ...keyOf(later), ...window } });
    ledger.time = Date.parse(window.notBefore) / 1_000 - 1;
    await refused('key_not_valid', proofBy(later));
    ledger.time = Date.parse(window.notAfter) / 1_000 + 1;
    await refused('key_not_valid', proofBy(later));
    ledger.time--;
    expect(await rotate(proofBy(later))).to.include({ status: 'executed' });
  });

  it("is refused by a stranger's key, another participant's, and the new one itself", async () => {
    await refused('key_unknown', proofBy(newSigner()));
    await refused('key_unknown', proofBy(consortium.signers.get('demo-carrier') as Signer));
    await refused('key_unknown', proofBy(fresh));
  });

  it('is refused where another key signed than the one it names', async () => {
    const forged = { ...newSigner(), kid: old.kid };
    await refused('signature_invalid', proofBy(forged));
  });

  it('is refused where the named key is registered for another algorithm', async () => {
    await refused('key_not_valid', proofBy({ ...newSigner('Ed25519'), kid: old.kid }));
  });

  it('is refused for another participant, ledger or key, or for another window of the key', async () => {
    await refused('signature_invalid', proofBy(old, { participant: 'demo-carrier' }));
    await refused('audience_mismatch', proofBy(old, { ledger: '0'.repeat(64) }));
    await refused('signature_invalid', proofBy(old, { key: keyOf(newSigner()) }));
    await refused('signature_invalid', proofBy(old, { key: { ...key, notAfter: '2029-01-01T00:00:00Z' } }));
  });

  it('takes no signature that was made for something else', async () => {
    const { bytes } = await consortium.signBatch(id, [orderRecord('1')]);
    const line = JSON.parse(text(bytes).split('\n')[0] as string) as { jws: string };
    await refused('jws_malformed', line.jws);
  });

  describe('knows one spelling of a proof', () => {
    const reSigned = (header: string, payload: string): string => {
      const input = `${base64url(utf8(header))}.${base64url(utf8(payload))}`;
      return `${input}.${base64url(signBytes(old, utf8(input)))}`;
    };
    const parts = async () => {
      const [header = '', payload = '', signature = ''] = (await proofBy(old)).split('.');
      const read = (part: string) => text(fromBase64url(part) as Uint8Array);
      return { header, payload, signature, headerText: read(header), payloadText: read(payload) };
    };
    type Parts = Awaited<ReturnType<typeof parts>>;
    const bad: Readonly<Record<string, (of: Parts) => string>> = {
      padding: ({ header, payload, signature }) => `${header}.${payload}.${signature}==`,
      'a part too many': ({ header, payload, signature }) => `${header}.${payload}.${signature}.`,
      'a part too few': ({ header, payload }) => `${header}.${payload}`,
      'white space around it': ({ header, payload, signature }) => ` ${header}.${payload}.${signature}`,
      'standard base64': ({ header, payload }) => `${header}.${payload}.${'+/'.repeat(43)}`,
      'a further header member': ({ headerText, payloadText }) =>
        reSigned(`{"alg":"ES256","crit":["b64"],${headerText.slice('{"alg":"ES256",'.length)}`, payloadText),
      'a key in the header': ({ headerText, payloadText }) =>
        reSigned(headerText.replace('"kid"', '"jwk":{},"kid"'), payloadText),
      'a further payload member': ({ headerText, payloadText }) =>
        reSigned(headerText, `{"a":1,${payloadText.slice(1)}`),
      'another order of members': ({ headerText, payloadText }) =>
        reSigned(headerText, payloadText.replace(/^\{(.*),"v":1\}$/, '{"v":1,$1}')),
      'a member twice': ({ headerText, payloadText }) =>
        reSigned(headerText, payloadText.replace('"v":1', '"v":1,"v":1')),
      'another type': ({ headerText, payloadText }) =>
        reSigned(headerText.replace('stl-key+jws', 'stl-batch+jws'), payloadText),
      'no algorithm': ({ headerText, payloadText }) =>
        reSigned(headerText.replace('ES256', 'none'), payloadText),
      'nothing at all': () => '',
    };
    for (const [what, spell] of Object.entries(bad)) {
      it(`not ${what}`, async () => {
        await refused('jws_malformed', spell(await parts()));
      });
    }

    it('and one form of a signature', async () => {
      const { header, payload } = await parts();
      await refused('signature_form', `${header}.${payload}.${base64url(new Uint8Array(64))}`);
      await refused('signature_form', `${header}.${payload}.${base64url(new Uint8Array(63).fill(1))}`);
    });
  });

  it('is good once: the key is then registered, also after it was revoked', async () => {
    const proof = await proofBy(old);
    await rotate(proof);
    await refused('exists', proof);
    await propose({ type: 'key.revoke', id, kid: fresh.kid, reason: 'compromised' });
    await refused('exists', proof);
    expect((await stored()).keys).to.have.length(2);
  });

  it('is refused for a suspended or ended participant, and after its registration', async () => {
    await byK({ type: 'participant.update', id, validUntil: formatTime(now + daySeconds) });
    ledger.time = now + daySeconds;
    const proof = await proofBy(old);
    ledger.time++;
    await refused('issuer_not_active', proof);
    ledger.time = now;
    await propose({ type: 'participant.status', id, status: 'suspended' });
    await refused('issuer_not_active', proof);
    await byK({ type: 'participant.status', id, status: 'ended' }, 1);
    await refused('issuer_not_active', proof);
  });

  it('is refused for a participant whose organisation has left', async () => {
    const [first, second] = consortium.document.organisations;
    const organisations = [second!, newOrganisation('newcomer', 'NewMSP', []), { ...first!, id: 'renamed' }];
    await byK({ type: 'organisations.set', organisations, k: 2 });
    const proof = await proofBy(old);
    const action: Action = { type: 'key.rotate', id, key, proof };
    await expectRefusal('issuer_not_active', () => propose(action, 'certifier', 1));
  });

  it('is refused for an unknown participant and for a bad key', async () => {
    await expectRefusal('not_found', async () => rotate(proofBy(old), 'platform', { id: 'nobody' }));
    key = { ...key, kid: 'A'.repeat(43) };
    await refused('key_unacceptable', proofBy(old));
    key = { ...keyOf(fresh), notAfter: '2019-01-01T00:00:00Z' };
    await refused('key_unacceptable', proofBy(old));
  });

  it('is refused beyond 32 keys', async () => {
    const signers = Array.from({ length: 31 }, () => newSigner('Ed25519'));
    const member = newParticipant('many', 'platform', ['carrier'], signers);
    await propose({ type: 'participant.register', participant: member });
    const by = { participant: 'many' };
    const [signer] = signers as [Signer];
    const proof = await proofBy(signer, by);
    expect(await rotate(proof, 'platform', { id: 'many' })).to.include({ status: 'executed' });
    key = keyOf(newSigner());
    const [defect] = await expectRefusal('document_schema', async () =>
      rotate(await proofBy(signer, by), 'platform', { id: 'many' }),
    );
    expect(defect?.reason).to.equal('participant has 32 keys already');
  });

  it("is an administrator's to sign: neither the gateway's key nor the participant's own speaks for it", async () => {
    const proof = await proofBy(old);
    const action: Action = { type: 'key.rotate', id, key, proof };
    const proposal = {
      ...{ ledger: consortium.ledger, seq: 1, base: 0, action },
      expires: formatTime(now + daySeconds),
    };
    const signer = { kid: old.kid, sign: (data: Uint8Array) => signBytes(old, data) };
    const jws = await composeSignedProposal({ org: 'platform', iat: now, proposal }, signer);
    await expectRefusal('key_unknown', () => ledger.run('Propose', [jws], platform));
  });
});
