import { createPublicKey, verify } from 'node:crypto';
import { expect } from 'chai';
import { base64url, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { SignedTrustList } from '../../../chaincode/domain/trust-list/list.js';
import { verifyTrustListChain, type TrustList } from '../../../gateway/sdk/verify/index.js';
import { signBytes } from '../../support/consortium.js';
import { newWitness } from '../../support/witnesses.js';
import { listOf, newMember, rotated, signatureBy, signedBy } from '../../support/trust-lists.js';

describe('a chain of trust lists', () => {
  const [a, b, c, d] = [newMember('alfa'), newMember('bravo'), newMember('charlie'), newMember('delta')];
  const first = listOf(1, [a, b, c]);
  const second = listOf(2, [a, b, c, d], { k: 3 });

  const outcome = async (offered: unknown, pinned: TrustList = first): Promise<string> => {
    const result = await verifyTrustListChain(pinned, offered);
    return result.trusted ? `trusted ${result.list.version}` : result.code;
  };
  const founded = () => signedBy(first, [a, b]);
  const followed = async (...versions: (SignedTrustList | Promise<SignedTrustList>)[]) =>
    outcome(await Promise.all([founded(), ...versions]));

  it('leads from the pinned version to the newest', async () => {
    expect(await followed()).to.equal('trusted 1');
    expect(await followed(signedBy(second, [a, c]))).to.equal('trusted 2');
    const third = listOf(3, [b, c, d]);
    const versions = [await founded(), await signedBy(second, [a, b, c]), await signedBy(third, [a, b, d])];
    expect(await outcome(versions)).to.equal('trusted 3');
    expect(await outcome(versions, second)).to.equal('trusted 3');
    // What came before the pin has been judged by whoever gave it.
    expect(await outcome(versions.slice(2), second)).to.equal('trusted 3');
    expect(await verifyTrustListChain(first, versions)).to.deep.equal({ trusted: true, list: third });
  });

  it('needs k organisations of the version before', async () => {
    expect(await followed(signedBy(second, []))).to.equal('too_few_organisations');
    expect(await followed(signedBy(second, [a]))).to.equal('too_few_organisations');
    // k of the version before counts, not the new k, and not the other way round.
    const third = listOf(3, [a, b, c]);
    expect(await followed(signedBy(second, [a, b]), signedBy(third, [a, b]))).to.equal(
      'too_few_organisations',
    );
  });

  it('counts a key once, however often it signs', async () => {
    const again = async (): Promise<SignedTrustList> => {
      const one = await signatureBy(a, second);
      return { list: second, signatures: [one, one, await signatureBy(a, second)] };
    };
    expect(await followed(again())).to.equal('too_few_organisations');
  });

  it('takes no word for a version from those whom it alone names', async () => {
    expect(await followed(signedBy(second, [a, d]))).to.equal('too_few_organisations');
    const newKey = rotated(b);
    const rotation = listOf(2, [a, newKey, c]);
    expect(await followed(signedBy(rotation, [a, newKey]))).to.equal('too_few_organisations');
    expect(await followed(signedBy(rotation, [a, newKey, b]))).to.equal('trusted 2');
    expect(await followed(signedBy(rotation, [a, c]))).to.equal('trusted 2');
  });

  it('has keys of before, which vouch for no version', async () => {
    const renewed = rotated(b);
    const previous = { signKey: b.organisation.signKey };
    const overlap = { ...renewed, organisation: { ...renewed.organisation, previous } };
    const rotation = listOf(2, [a, overlap, c]);
    const third = listOf(3, [a, renewed, c]);
    expect(await followed(signedBy(rotation, [a, b]), signedBy(third, [a, renewed]))).to.equal('trusted 3');
    expect(await followed(signedBy(rotation, [a, b]), signedBy(third, [a, b]))).to.equal(
      'too_few_organisations',
    );
    expect(await followed(signedBy(rotation, [a, b]), signedBy(third, [a, renewed, b]))).to.equal(
      'trusted 3',
    );
  });

  it('goes on without an organisation that left, whose key then counts for nothing', async () => {
    const without = listOf(2, [a, b]);
    expect(await followed(signedBy(without, [a, c]))).to.equal('trusted 2');
    const third = listOf(3, [a, b, d]);
    expect(await followed(signedBy(without, [a, c]), signedBy(third, [a, c]))).to.equal(
      'too_few_organisations',
    );
  });

  it('shows altered lists', async () => {
    const honest = await signedBy(second, [a, b]);
    const outsider = newWitness('watch.example').vkey;
    for (const change of [
      { k: 4 },
      { witnesses: [outsider] },
      { witnesses: [outsider], quorum: 1 },
      { organisations: second.organisations.slice(1) },
      { organisations: [...second.organisations.slice(0, 3), newMember('delta').organisation] },
    ])
      expect(await followed({ ...honest, list: { ...second, ...change } })).to.equal('signature_invalid');
    expect(await outcome([await signedBy(listOf(1, [a, b, d]), [a, b]), honest])).to.equal(
      'trust_list_altered',
    );
  });

  it('takes no signature that was made for something else, or in another form', async () => {
    const input = (header: object) =>
      `${base64url(utf8(canonicalText(header)))}.${base64url(utf8(canonicalText(second)))}`;
    const made = (header: object) =>
      `${input(header)}.${base64url(signBytes(a.signer, utf8(input(header))))}`;
    const { kid } = a.signer;
    const good = await signatureBy(b, second);
    expect(
      await followed({
        list: second,
        signatures: [good, made({ alg: 'ES256', kid, typ: 'stl-trust-list+jws' })],
      }),
    ).to.equal('trusted 2');
    for (const header of [
      { alg: 'ES256', kid, typ: 'vc+jwt' },
      { alg: 'ES256', kid },
      { alg: 'none', kid, typ: 'stl-trust-list+jws' },
      { alg: 'ES256', kid, typ: 'stl-trust-list+jws', crit: ['x'], x: 1 },
    ]) {
      expect(await followed({ list: second, signatures: [good, made(header)] })).to.equal(
        'signature_invalid',
      );
    }
    const [, last = ''] = /^(.*)\.[^.]*$/.exec(await signatureBy(a, second)) ?? [];
    expect(await followed({ list: second, signatures: [good, `${last}.${'A'.repeat(86)}`] })).to.equal(
      'signature_invalid',
    );
    const ofFirst = await signatureBy(a, first);
    expect(await followed({ list: second, signatures: [good, ofFirst] })).to.equal('signature_invalid');
  });

  it('has no gap, no version twice and no other order', async () => {
    const [one, two] = [await founded(), await signedBy(second, [a, b])];
    const third = await signedBy(listOf(3, [a, b, c]), [a, b, c]);
    for (const versions of [[one, third], [third], [two, one], [one, two, two], [one, one, two]])
      expect(await outcome(versions)).to.equal('trust_list_gap');
  });

  it('follows no pin that is itself no trust list', async () => {
    const next = await signedBy(second, []);
    for (const pin of [
      { ...first, k: 0 },
      { ...first, k: undefined },
      { ...first, k: 1 },
      { ...first, organisations: [...first.organisations, a.organisation] },
      { ...first, version: Infinity },
      null,
      {},
    ])
      expect(await outcome([next], pin as TrustList), JSON.stringify(pin)).to.equal('trust_list_malformed');
  });

  it('is of one ledger', async () => {
    const ledger = 'b'.repeat(64);
    expect(await outcome([await signedBy(listOf(1, [a, b, c], { ledger }), [a, b])])).to.equal(
      'ledger_unknown',
    );
    expect(await followed(signedBy({ ...second, ledger }, [a, b]))).to.equal('ledger_unknown');
  });

  it('never goes back behind the pinned version', async () => {
    expect(await outcome([await founded()], second)).to.equal('trust_list_rolled_back');
    expect(await outcome([], first)).to.equal('trust_list_rolled_back');
  });

  it('is read strictly, and nothing that is offered throws', async () => {
    const twice = { ...second, organisations: [...first.organisations, a.organisation] };
    const shared = { ...d.organisation, id: 'echo', signKey: a.organisation.signKey };
    const before = (previous: unknown) => ({
      ...second,
      organisations: [...first.organisations, { ...d.organisation, previous }],
    });
    const { logKey, signKey } = newMember('delta').organisation;
    const outsider = newWitness('watch.example').vkey;
    expect(await outcome([await founded(), { list: before({ logKey, signKey }), signatures: [] }])).to.equal(
      'too_few_organisations',
    );
    for (const list of [
      null,
      7,
      { ...second, k: undefined },
      { ...second, more: 1 },
      { ...second, v: 2 },
      { ...second, version: 2.5 },
      { ...second, k: 2 },
      { ...second, k: 5 },
      { ...second, organisations: [] },
      { ...second, organisations: [null] },
      { ...second, witnesses: [1] },
      { ...second, witnesses: ['watch.example'] },
      { ...second, witnesses: [outsider, outsider] },
      { ...second, witnesses: [outsider, newWitness('watch.example').vkey] },
      { ...second, quorum: undefined },
      { ...second, quorum: 1 },
      { ...second, witnesses: [outsider], quorum: 2 },
      { ...second, witnesses: [outsider], quorum: '1' },
      { ...second, witnesses: [outsider], quorum: -1 },
      { ...second, witnesses: [outsider], quorum: 0.5 },
      { ...second, witnesses: [outsider], quorum: null },
      twice,
      { ...second, organisations: [...first.organisations, shared] },
      before(undefined),
      before(null),
      before({}),
      before([]),
      before({ logKey: 7 }),
      before({ logKey: 'short' }),
      before({ logKey, more: logKey }),
      before({ signKey: logKey }),
      before({ signKey: { ...signKey, more: 1 } }),
      before({ logKey: d.organisation.logKey }),
      before({ cosignerKey: a.organisation.logKey }),
      before({ signKey: a.organisation.signKey }),
      before({ logKey, cosignerKey: logKey }),
    ]) {
      expect(await outcome([await founded(), { list, signatures: [] }]), JSON.stringify(list)).to.equal(
        'trust_list_malformed',
      );
    }
    for (const offered of [
      undefined,
      null,
      {},
      'x',
      [1],
      [{ list: first }],
      [{ list: first, signatures: [1] }],
    ])
      expect(await outcome(offered)).to.equal('trust_list_malformed');
    for (const jws of ['', '.', '..', 'x.y.z', `${base64url(utf8('7'))}.`, `${base64url(utf8('null'))}.x.y`])
      expect(await followed({ list: second, signatures: [jws] })).to.equal('too_few_organisations');
  });

  it('has signatures as RFC 7515 says', async () => {
    const { x, y } = a.organisation.signKey;
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    const [header = '', payload = '', signature = '', ...more] = (await signatureBy(a, second)).split('.');
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(read(header)).to.deep.equal({ alg: 'ES256', kid: a.signer.kid, typ: 'stl-trust-list+jws' });
    expect(read(payload)).to.deep.equal(second);
    expect(more).to.deep.equal([]);
    const options = { key, dsaEncoding: 'ieee-p1363' } as const;
    const signed = Buffer.from(signature, 'base64url');
    expect(verify('sha256', Buffer.from(`${header}.${payload}`), options, signed)).to.equal(true);
  });
});
