import { expect } from 'chai';
import type { BadgeCredential, BadgeEvidence } from '../../../chaincode/domain/badge/types.js';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import {
  verifyBadge,
  type TrustedConsortium,
  type VerifyOptions,
} from '../../../gateway/sdk/verify/index.js';
import { BadgeMaker, type Signing, type Stated } from '../../support/badge-maker.js';
import { placeOf, listSize } from '../../../chaincode/domain/status-lists/place.js';
import type { StatusEntry } from '../../../chaincode/domain/status-lists/types.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { asOf, certificate } from '../../domain/score/fixtures.js';
import { newSigner } from '../../support/consortium.js';

describe('a badge whose issuer cheats', () => {
  const maker = new BadgeMaker();
  const honest = maker.credential();
  const text = canonicalText(honest);

  const judged = async (
    bytes: Uint8Array | string,
    change: Partial<VerifyOptions> = {},
    trust: TrustedConsortium = maker.trust,
  ): Promise<string> => {
    const given = typeof bytes === 'string' ? utf8(bytes) : bytes;
    const { code, notices, state } = await verifyBadge(given, trust, { ...maker.options(honest), ...change });
    return [state, code, ...notices.map((notice) => notice.code)].join(' ');
  };
  const signed = (change: object, signing: Signing = {}): Promise<string> =>
    judged(maker.signed({ ...honest, ...change }, signing));
  const evidenced = (change: object): Promise<string> =>
    signed({ evidence: [{ ...honest.evidence[0], ...change }] });
  const of = (stated: Stated): Promise<string> => {
    const credential = maker.credential(maker.evidence(stated));
    return judged(maker.signed(credential), maker.options(credential));
  };

  it('is told from an honest one, which is plainly valid', async () => {
    expect(await signed({})).to.equal('valid valid');
    expect(honest.credentialSubject).to.include({ status: 'scored', provisional: false });
    expect(honest.credentialStatus).to.have.length(2);
  });

  it('proves nothing with a member that nobody computes again', async () => {
    const [evidence] = honest.evidence;
    for (const more of [
      { description: 'the best seller of all' },
      { name: 'Gold' },
      { iss: 'https://bravo.example' },
      { iat: maker.asof },
      { exp: maker.asof + 10 ** 9 },
      { sub: 'shop.two' },
      { vc: {} },
      { credentialSchema: { id: 'https://alfa.example/schema', type: 'JsonSchema' } },
      { id: 'https://bravo.example/badges/1' },
      { termsOfUse: [] },
      { '@context': ['https://www.w3.org/ns/credentials/v2', { '@vocab': 'urn:evil#' }] },
      { '@context': ['https://www.w3.org/ns/credentials/v2'] },
      { type: ['VerifiableCredential', 'SellerTrustBadge', 'GovernmentApproval'] },
      { type: ['SellerTrustBadge'] },
      { evidence: [evidence, { type: 'Audit', result: 'passed' }] },
      { __proto__: null, constructor: 'x' },
    ])
      expect(await signed(more), JSON.stringify(more)).to.equal('unchecked not_a_badge');
    for (const more of [
      { note: 'audited' },
      { type: 'OtherEvidence' },
      { seller: { ...evidence.seller, note: 'audited' } },
      { policy: { ...evidence.policy, proof: { ...evidence.policy.proof, note: 1 } } },
    ])
      expect(await evidenced(more), JSON.stringify(more).slice(0, 60)).to.equal('unchecked not_a_badge');
    const [first, ...rest] = honest.credentialStatus ?? [];
    for (const more of [{ statusSize: 2 }, { statusMessage: [] }, { id: 5 }, { type: 'OtherEntry' }]) {
      expect(await signed({ credentialStatus: [{ ...first, ...more }, ...rest] })).to.equal(
        'unchecked not_a_badge',
      );
    }
    const elsewhere = { ...first, id: 'https://elsewhere.example#5' };
    expect(await signed({ credentialStatus: [elsewhere, ...rest] })).to.equal('forged status_missing');
    for (const more of [{ rating: 5 }, { reasons: [] }, { joined: ['shop.two'] }, { id: 'urn:stl:x' }]) {
      expect(
        await signed({ credentialSubject: { ...honest.credentialSubject, ...more } }),
        JSON.stringify(more),
      ).to.equal('forged score_mismatch');
    }
  });

  it('has one spelling: what two readers could read differently is none', async () => {
    const { overall } = honest.credentialSubject;
    for (const payload of [
      `{"issuer":"https://bravo.example",${text.slice(1)}`,
      text.replace(`"overall":${overall}`, `"overall":1000,"overall":${overall}`),
      text.replace(`"overall":${overall}`, `"overall":${overall}.0`),
      text.replace(`"overall":${overall}`, `"overall":${overall}e0`),
      text.replace('"seller":', '"\\u0073eller":'),
      ` ${text}`,
      `${text}\n`,
      `\uFEFF${text}`,
      `[${text}]`,
      text.replace(/^\{/, '{"__proto__":{"x":1},'),
      text.replace('RatedSeller', '\\ud800'),
    ])
      expect(await signed({}, { payload }), payload.slice(0, 60)).to.equal('unchecked not_a_badge');
  });

  it('has one header', async () => {
    const { kid } = maker.headerOf(maker.member().signer);
    const [did, thumbprint] = kid.split('#');
    for (const header of [
      { b64: false },
      { jwk: {} },
      { jku: 'https://alfa.example/keys' },
      { x5c: [] },
      { iss: 'https://bravo.example' },
      { crit: [] },
      { zip: 'DEF' },
      { alg: 'es256' },
      { typ: 'VC+JWT' },
      { typ: 'application/vc+jwt' },
      { cty: 'vp' },
      { kid: thumbprint },
      { kid: did },
      { kid: `${kid}#${thumbprint}` },
      { kid: 7 },
      `{"alg":"none","alg":"ES256","cty":"vc","kid":"${kid}","typ":"vc+jwt"}`,
      `{"alg":"ES256", "cty":"vc","kid":"${kid}","typ":"vc+jwt"}`,
      `{"cty":"vc","alg":"ES256","kid":"${kid}","typ":"vc+jwt"}`,
    ])
      expect(await signed({}, { header }), JSON.stringify(header)).to.equal('unchecked not_a_badge');
    expect(canonicalText(maker.headerOf(maker.member().signer))).to.equal(
      `{"alg":"ES256","cty":"vc","kid":"${kid}","typ":"vc+jwt"}`,
    );
  });

  it('is not signed in the name of another, nor with a key that never was a sign key', async () => {
    const bravo = maker.member('bravo');
    expect(await signed({}, { as: bravo.signer })).to.equal('forged issuer_mismatch');
    expect(await signed({ issuer: `${honest.issuer}/` })).to.equal('forged issuer_mismatch');
    // Other software finds the key by the DID, so the header must not lead it to somebody else's document.
    const { kid } = maker.headerOf(maker.member().signer);
    for (const did of [
      'did:web:evil.example',
      honest.issuer.toUpperCase(),
      maker.member().organisation.url,
      '',
    ]) {
      expect(await signed({}, { header: { kid: `${did}#${kid.split('#')[1] ?? ''}` } }), did).to.equal(
        'forged issuer_mismatch',
      );
    }
    expect(await signed({ issuer: 'did:web:evil.example' })).to.equal('forged issuer_mismatch');
    expect(await signed({ issuer: maker.member().organisation.url })).to.equal('forged issuer_mismatch');
    expect(await signed({}, { as: newSigner() })).to.equal('unchecked issuer_unknown');
    // The right name over a stranger's signature.
    expect(await signed({}, { as: newSigner(), header: { kid } })).to.equal('forged signature_invalid');
    expect(
      await signed({}, { header: { kid: `${honest.issuer}#${bravo.organisation.cosignerKey}` } }),
    ).to.equal('unchecked issuer_unknown');
  });

  it('holds a day after its checkpoint at most, whatever it says', async () => {
    const { asof } = maker;
    for (const [change, verdict] of [
      [{ validUntil: formatTime(asof + 86_401) }, 'forged lifetime'],
      [{ validUntil: '9999-12-31T23:59:59Z' }, 'forged lifetime'],
      [{ validUntil: honest.validUntil.replace('Z', '+00:00') }, 'forged lifetime'],
      [{ validUntil: honest.validUntil.replace('Z', '.999Z') }, 'forged lifetime'],
      [{ validUntil: honest.validUntil.toLowerCase() }, 'forged lifetime'],
      [{ validUntil: '' }, 'forged lifetime'],
      [{ validFrom: formatTime(asof + 1) }, 'forged lifetime'],
      [{ validFrom: formatTime(asof - 1) }, 'forged lifetime'],
      [{ validUntil: formatTime(asof + 30) }, 'expired expired'],
      [{ validUntil: '0000-01-01T00:00:00Z' }, 'expired expired'],
    ] as const)
      expect(await signed(change), JSON.stringify(change)).to.equal(verdict);
  });

  it('is not valid at a time that is no time', async () => {
    const bytes = maker.signed(honest);
    for (const change of [
      { now: NaN },
      { now: Infinity },
      { now: -Infinity },
      { maxAge: NaN },
      { maxAge: -1 },
    ])
      expect(await judged(bytes, change), JSON.stringify(change)).to.match(/^(unchecked|expired) /);
  });

  it('takes no part of another badge', async () => {
    const other = maker.evidence({ aggregate: { seller: 'shop.two', shopDomains: ['two.example'] } });
    expect(await evidenced({ seller: other.seller })).to.equal('forged not_in_map');
    expect(await evidenced({ policy: other.policy })).to.equal('forged not_in_map');
    expect(await evidenced({ checkpoint: other.checkpoint })).to.equal('forged not_in_map');
    expect(await signed({ evidence: [other] })).to.equal('forged score_mismatch');
    // An older epoch's better facts under a newer checkpoint.
    const older = maker.evidence({ aggregate: { periods: { recent: [], lifetime: {} } } });
    expect(await evidenced({ ...older, checkpoint: honest.evidence[0].checkpoint })).to.equal(
      'forged not_in_map',
    );
  });

  it('uses the policy in force, and certifiers as they are', async () => {
    const [evidence] = honest.evidence;
    const value = { ...evidence.policy.value, version: 2 };
    expect(await evidenced({ policy: { ...evidence.policy, value } })).to.equal('forged not_in_map');
    const inForce = maker.evidence({ consortium: { policies: { score: 2 } }, policy: { version: 2 } });
    expect(await of({ consortium: { policies: { score: 2 } }, policy: { version: 2 } })).to.equal(
      'valid valid',
    );
    expect(await evidenced({ ...inForce, policy: evidence.policy })).to.equal('forged not_in_map');
    const lab = evidence.certifiers['lab'] as BadgeEvidence['certifiers'][string];
    const participant = lab.value!;
    for (const change of [
      { status: 'ended' },
      { accreditation: [] },
      { org: 'charlie' },
      { validUntil: '2031-01-01T00:00:00Z' },
    ]) {
      expect(
        await evidenced({ certifiers: { lab: { ...lab, value: { ...participant, ...change } } } }),
      ).to.equal('forged not_in_map');
    }
    for (const certifiers of [
      {},
      { lab, more: lab },
      { other: lab },
      { lab: { ...lab, value: null } },
      { lab: { value: null, proof: { siblings: [] } } },
    ]) {
      expect(await evidenced({ certifiers }), JSON.stringify(certifiers).slice(0, 40)).to.match(
        /^forged (evidence_missing|not_in_map)$/,
      );
    }
  });

  it('could not be checked where rules are newer than the program', async () => {
    expect(await of({ checkpoint: { fold: 3 } })).to.equal('unchecked fold_unknown');
    const [{ policy }] = honest.evidence;
    const { body } = policy.value as { body: Record<string, Record<string, unknown>> };
    const { components } = body;
    for (const newer of [
      { ...body, tenure: { weight: 5 } },
      { ...body, components: { ...components, returns: components!['payment'] } },
      {
        ...body,
        components: { ...components, payment: { ...(components!['payment'] as object), halfLife: 9 } },
      },
      { ...body, components: { ...components, payment: { ...(components!['payment'] as object), cap: 9 } } },
      { ...body, neutral: 'high' },
      { ...body, bands: [{ name: 'all', from: 0, until: 1 }] },
    ]) {
      // An issuer that knows the newer rules states what follows from them: that is no forgery.
      const evidence = maker.evidence({ policy: { body: newer } });
      const stated = maker.signed({ ...maker.credential(maker.evidence()), evidence: [evidence] });
      expect(await judged(stated), JSON.stringify(newer).slice(0, 80)).to.equal('unchecked score_unknown');
    }
  });

  it('is of the shop that shows it, however its name is written', async () => {
    const credential = maker.credential(
      maker.evidence({
        aggregate: {
          shopDomains: [
            'shop.example',
            'xn--bcher-kva.example',
            'www.shop.co.uk',
            'www.org',
            '0.0.1',
            '10.0.0.9',
          ],
        },
      }),
    );
    const bytes = maker.signed(credential);
    const at = (shopDomain: string): Promise<string> =>
      judged(bytes, { ...maker.options(credential), expected: { shopDomain } });
    for (const same of [
      'shop.example',
      'SHOP.example',
      'shop.example.',
      'shop.example:8443',
      'bücher.example',
      'BÜCHER.example',
      'xn--bcher-kva.example',
      // Its `www.` either way, and what lies below it.
      'www.shop.example',
      'de.www.Shop.Example:8443',
      'shop.co.uk',
      'www.shop.co.uk',
      'a.www.shop.co.uk',
      'www.org',
      '10.0.0.9',
    ])
      expect(await at(same), same).to.equal('valid valid');
    for (const other of [
      '',
      '.',
      'example',
      '.shop.example',
      'wwwshop.example',
      'evil-shop.example',
      'evilshop.example',
      'co.uk',
      'www.co.uk',
      'other.co.uk',
      'blog.shop.co.uk',
      'org',
      'evil.org',
      'shop.example.evil.example',
      'evil.example/shop.example',
      'evil.example#shop.example',
      'shop.example@evil.example',
      'evil.example?shop.example',
      'evil.example\\shop.example',
      'shop.example..',
      'shоp.example', // a Cyrillic o
      'http://shop.example',
      '127.0.0.1',
      '0x7f.1',
      '9.10.0.0.9',
      '[::1]',
      'shop.example shop.example',
      '\ud800',
    ])
      expect(await at(other), other).to.equal('forged another_shop');
  });

  it('says of whom it is only what was asked', async () => {
    const reason = async (expected?: VerifyOptions['expected']): Promise<string> => {
      const options = { ...maker.options(honest), ...(expected && { expected }) };
      const { checks } = await verifyBadge(utf8(maker.signed(honest)), maker.trust, options);
      const check = checks.find(({ name }) => name === 'subject');
      return `${check?.outcome} ${check?.reason}`;
    };
    expect(await reason()).to.match(/^skipped/);
    expect(await reason({})).to.match(/^skipped/);
    expect(await reason({ seller: 'shop.one' })).to.equal('passed it is for the seller that shows it');
  });

  it('is not given for another seller’s facts', async () => {
    const bytes = maker.signed(honest);
    for (const seller of ['shop.two', 'SHOP.one', 'shop.one ', ''])
      expect(await judged(bytes, { expected: { seller } })).to.equal('forged another_seller');
    const renamed: BadgeCredential = {
      ...honest,
      credentialSubject: { ...honest.credentialSubject, seller: 'shop.two' },
    };
    expect(await judged(maker.signed(renamed))).to.equal('forged score_mismatch');
  });

  it('names its own bits: not those of another seller, another certificate or nobody', async () => {
    const [revocation, suspension] = honest.credentialStatus ?? [];
    const numberOf = { seller: 5, certificate: 1 };
    const at = (entry: StatusEntry, index: number): StatusEntry => ({
      ...entry,
      id: `${entry.statusListCredential}#${index}`,
      statusListIndex: String(index),
    });
    const places = (series: string, from: number): number[] =>
      [from + 1, 0, 100_000].map((n) => placeOf(nodeCrypto.sha256, maker.ledger, series, n).index);
    const own = placeOf(nodeCrypto.sha256, maker.ledger, 'suspension', numberOf.certificate);
    expect(suspension?.statusListIndex).to.equal(String(own.index));
    const list = revocation!.statusListCredential;
    const series = list.slice(list.indexOf('revocation/'), -'/0'.length);
    for (const index of places(series, numberOf.seller)) {
      const credentialStatus = [at(revocation!, index), suspension];
      expect(await signed({ credentialStatus }), `seller at ${index}`).to.equal('forged status_missing');
    }
    for (const index of places('suspension', numberOf.certificate)) {
      const credentialStatus = [revocation, at(suspension!, index)];
      expect(await signed({ credentialStatus }), `certificate at ${index}`).to.equal('forged status_missing');
    }
    expect(await signed({ credentialStatus: [suspension, revocation] })).to.equal('valid valid');
    expect(await signed({ credentialStatus: [revocation, revocation] })).to.equal('forged status_missing');
  });

  it('finds its bits in the second list where the first one is full', async () => {
    const credential = maker.credential(maker.evidence({ aggregate: { number: listSize + 3 } }));
    const [revocation] = credential.credentialStatus ?? [];
    expect(revocation?.statusListCredential).to.match(/\/1$/);
    expect(await judged(maker.signed(credential), maker.options(credential))).to.equal('valid valid');
    const first = revocation!.statusListCredential.replace(/1$/, '0');
    const moved = {
      ...revocation!,
      statusListCredential: first,
      id: `${first}#${revocation!.statusListIndex}`,
    };
    const credentialStatus = [moved, ...(credential.credentialStatus ?? []).slice(1)];
    expect(await judged(maker.signed({ ...credential, credentialStatus }))).to.equal('forged status_missing');
  });

  it('leans on a certificate by its term in force', async () => {
    const end = asOf;
    const terms = [
      certificate({ validUntil: end }),
      certificate({ validFrom: end, issued: end, stated: end, record: `${'B'.repeat(43)}.0` }),
    ];
    const credential = maker.credential(maker.evidence({ aggregate: { certifications: terms } }));
    expect(credential.credentialStatus).to.deep.equal(honest.credentialStatus);
    expect(await judged(maker.signed(credential), maker.options(credential))).to.equal('valid valid');
  });

  it('stands on the certificates that count, and on no others', async () => {
    const at = maker.asof;
    const suspended = certificate({
      certificate: 'C-2',
      status: [{ at: at - 10, status: 'suspended', reason: 'misuse' }],
    });
    const two = maker.evidence({ aggregate: { certifications: [certificate(), suspended] } });
    const credential = maker.credential(two);
    expect(credential.credentialStatus?.map(({ statusPurpose }) => statusPurpose)).to.deep.equal([
      'revocation',
      'suspension',
    ]);
    expect(await judged(maker.signed(credential), maker.options(credential))).to.equal('valid valid');
  });
});
