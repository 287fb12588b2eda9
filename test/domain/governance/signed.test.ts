import { expect } from 'chai';
import { base64url, fromBase64url, text, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { Proposal } from '../../../chaincode/domain/consortium/action.js';
import {
  parseSignedApproval,
  parseSignedGovernance,
  parseSignedProposal,
  signingOrganisation,
} from '../../../chaincode/domain/governance/signed.js';
import { order } from '../../../chaincode/domain/participants/p256.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import {
  adminOf,
  newAdminKey,
  newConsortium,
  now,
  signApproval,
  signBytes,
  signProposal,
} from '../../support/consortium.js';
import { expectRefusal } from '../../support/refusal.js';

const { document, ledger } = newConsortium();
const platform = document.organisations[0]!;
const certifier = document.organisations[1]!;
const id = 'ab'.repeat(32);
const proposal: Proposal = {
  ledger,
  seq: 1,
  base: 0,
  action: { type: 'parameters.set', parameters: { demo: true } },
  expires: '2026-06-02T12:00:00Z',
};

/** A JWS with other parts, signed anew. */
const signed = (header: string, payload: string, by = platform): string => {
  const input = `${base64url(utf8(header))}.${base64url(utf8(payload))}`;
  return `${input}.${base64url(signBytes(adminOf(by), utf8(input)))}`;
};
const partsOf = (jws: string) =>
  jws.split('.').map((part, i) => (i < 2 ? text(fromBase64url(part)!) : part)) as [string, string, string];
const changed = async (
  change: (header: Record<string, unknown>, payload: Record<string, unknown>) => void,
  jws = signApproval(platform, ledger, id),
): Promise<string> => {
  const [header, payload] = partsOf(await jws).map((part, i) =>
    i < 2 ? (JSON.parse(part) as Record<string, unknown>) : {},
  ) as [Record<string, unknown>, Record<string, unknown>];
  change(header, payload);
  return signed(canonicalText(header), canonicalText(payload));
};
const context = { ledger, organisations: document.organisations, time: now, crypto: nodeCrypto };
const judge = (jws: string, change: Partial<typeof context> = {}) =>
  signingOrganisation(parseSignedGovernance(jws), { ...context, ...change });

describe('a signed proposal or approval', () => {
  it('has one form, and says who proposes or approves what', async () => {
    const jws = await signProposal(platform, proposal);
    const [header, payload] = partsOf(jws);
    expect(header).to.equal(`{"alg":"ES256","kid":"${platform.adminKey.kid}","typ":"stl-proposal+jws"}`);
    expect(payload).to.equal(
      `{"iat":${now},"ledger":"${ledger}","org":"platform","proposal":${canonicalText(proposal)},"v":1}`,
    );
    expect(parseSignedProposal(jws)).to.deep.include({ type: 'proposal', org: 'platform', proposal, jws });
    expect(judge(jws).id).to.equal('platform');

    const approval = await signApproval(certifier, ledger, id);
    expect(partsOf(approval)[1]).to.equal(
      `{"iat":${now},"ledger":"${ledger}","org":"certifier","proposal":"${id}","v":1}`,
    );
    expect(parseSignedApproval(approval)).to.deep.include({
      type: 'approval',
      org: 'certifier',
      iat: now,
      proposal: id,
    });
    expect(judge(approval).id).to.equal('certifier');
  });

  it('is not the one where the other is expected', async () => {
    const approval = await signApproval(platform, ledger, id);
    const proposed = await signProposal(platform, proposal);
    await expectRefusal('jws_malformed', () => parseSignedProposal(approval));
    await expectRefusal('jws_malformed', () => parseSignedApproval(proposed));
    const typed = (typ: string, jws: string) => changed((h) => (h['typ'] = typ), Promise.resolve(jws));
    for (const jws of [await typed('stl-proposal+jws', approval), await typed('stl-approval+jws', proposed)])
      await expectRefusal('jws_malformed', () => parseSignedGovernance(jws));
  });

  for (const [what, change] of [
    ['another type of signature', (h) => (h['typ'] = 'stl-batch+jws')],
    ['no type', (h) => delete h['typ']],
    ['another algorithm', (h) => (h['alg'] = 'Ed25519')],
    ['no signature at all', (h) => (h['alg'] = 'none')],
    ['a key in the header', (h) => (h['jwk'] = {})],
    ['an extension', (h) => Object.assign(h, { b64: false, crit: ['b64'] })],
    ['a further member', (_, p) => (p['exp'] = now)],
    ['a missing member', (_, p) => delete p['iat']],
    ['another version', (_, p) => (p['v'] = 2)],
    ['an organisation that is no id', (_, p) => (p['org'] = '__proto__')],
    ['a time before 1970', (_, p) => (p['iat'] = -1)],
    ['an id in capitals', (_, p) => (p['proposal'] = 'AB'.repeat(32))],
    ['a list in place of a proposal', (_, p) => (p['proposal'] = [])],
  ] as readonly (readonly [string, (h: Record<string, unknown>, p: Record<string, unknown>) => unknown])[]) {
    it(`with ${what} is malformed`, async () => {
      const jws = await changed(change);
      await expectRefusal('jws_malformed', () => parseSignedGovernance(jws));
    });
  }

  it('with other spelling of the same is malformed', async () => {
    const jws = await signApproval(platform, ledger, id);
    const [header, payload] = partsOf(jws);
    const [header64, payload64, signature] = jws.split('.') as [string, string, string];
    const last = signature.at(-1)!;
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const strayBits = alphabet[alphabet.indexOf(last) + 1]!;
    for (const other of [
      signed(header.replace(',', ', '), payload),
      signed(header, payload.replace('{', '{ ')),
      signed(header, payload.replace('{"iat"', '{"iat":1,"iat"')),
      signed(header, `${payload}\n`),
      `${jws}=`,
      `${jws}.`,
      `${jws}\n`,
      ` ${jws}`,
      `${header64}.${payload64}.`,
      `${header64}.${payload64}`,
      `${header64}.${payload64}.${signature.slice(0, -1)}${strayBits}`,
      '',
      '.'.repeat(1_000),
      `${header64}.${'A'.repeat(1_500_000)}.${signature}`,
    ])
      await expectRefusal('jws_malformed', () => parseSignedGovernance(other));
  });

  it('tells where a proposal does not fit, by pointers within it', async () => {
    const propose = (change: object) =>
      signProposal(platform, { ...proposal, ...change }).then(parseSignedProposal);
    expect(await expectRefusal('document_schema', () => propose({ seq: -1 }))).to.deep.include({
      code: 'document_schema',
      reason: 'number is too small',
      pointer: '/seq',
    });
    const [date] = await expectRefusal('document_schema', () => propose({ expires: '2026-02-30T00:00:00Z' }));
    expect(date?.pointer).to.equal('/expires');
    await expectRefusal('document_schema', () => propose({ action: { type: 'coup' } }));
    // Signed for one ledger and proposed on another, its words would be good on both.
    const jws = await changed((_, p) => (p['ledger'] = id), signProposal(platform, proposal));
    await expectRefusal('jws_malformed', () => parseSignedGovernance(jws));
  });
});

describe('the signature of a proposal or approval', () => {
  it("is the organisation's own, by its admin key in force, for this ledger", async () => {
    const jws = await signApproval(platform, ledger, id);
    await expectRefusal('audience_mismatch', () => judge(jws, { ledger: id }));
    await expectRefusal('organisation_unknown', () => judge(jws, { organisations: [certifier] }));
    const rotated = [{ ...platform, adminKey: newAdminKey() }, certifier];
    await expectRefusal('key_unknown', () => judge(jws, { organisations: rotated }));
    // Its gateway's own key, which anyone who breaks into the gateway has.
    const bySignKey = await changed((h) => (h['kid'] = platform.signKey.kid));
    await expectRefusal('key_unknown', () => judge(bySignKey));
    // Another member's, under the name of the first, and its own kid under the name of the other.
    const forged = await changed(
      (h, p) => Object.assign(p, { org: 'certifier' }) && (h['kid'] = certifier.adminKey.kid),
    );
    await expectRefusal('signature_invalid', () => judge(forged));
    const misnamed = await changed((_, p) => (p['org'] = 'certifier'));
    await expectRefusal('key_unknown', () => judge(misnamed));
  });

  it('holds for what was signed and nothing else', async () => {
    const jws = await signApproval(platform, ledger, id);
    const other = await signApproval(platform, ledger, 'cd'.repeat(32));
    const [header = '', payload = ''] = other.split('.');
    const moved = `${header}.${payload}.${jws.split('.')[2] ?? ''}`;
    await expectRefusal('signature_invalid', () => judge(moved));
  });

  it('is not taken in a form that libraries differ on', async () => {
    const jws = await signApproval(platform, ledger, id);
    const [header = '', payload = ''] = jws.split('.');
    const hexOf = (n: bigint): string => n.toString(16).padStart(64, '0');
    for (const bytes of [
      new Uint8Array(64),
      new Uint8Array(63).fill(1),
      new Uint8Array(65).fill(1),
      Uint8Array.from(Buffer.from(hexOf(order) + hexOf(1n), 'hex')),
      Uint8Array.from(Buffer.from(hexOf(1n) + hexOf(order), 'hex')),
    ])
      await expectRefusal('signature_form', () => judge(`${header}.${payload}.${base64url(bytes)}`));
  });

  it('is refused while it is dated over 300 s ahead of the ledger', async () => {
    expect(judge(await signApproval(platform, ledger, id, now + 300)).id).to.equal('platform');
    const ahead = await signApproval(platform, ledger, id, now + 301);
    await expectRefusal('time_window', () => judge(ahead));
    expect(judge(ahead, { time: now + 1 }).id).to.equal('platform');
  });
});
