import { expect } from 'chai';
import { certificationOf, type Reading } from '../../../gateway/cli/untp/certification-of.js';
import { readCredential } from '../../../gateway/cli/untp/credential.js';
import { credential, map } from './credentials.js';

const ledger = 'a'.repeat(64);

function read(value: unknown, reading: Partial<Reading> = {}) {
  const found = readCredential(value);
  return 'findings' in found ? found : certificationOf(found.credential, { ledger, map, ...reading });
}
const findings = (...how: Parameters<typeof read>): readonly string[] => {
  const found = read(...how);
  return 'findings' in found ? found.findings : [];
};
const inAssessment = (change: object): object => {
  const { conformityAssessment } = credential()['credentialSubject'] as { conformityAssessment: object[] };
  return { conformityAssessment: [{ ...conformityAssessment[0], ...change }] };
};

describe('a UNTP credential as a certification', () => {
  it('is what the credential says, with the ledger’s words for seller and scheme', () => {
    expect(read(credential())).to.deep.equal({
      record: {
        kind: 'certification',
        seller: 'demo-platform.shop1',
        at: '2026-03-15T10:00:00Z',
        certificate: 'QM-77',
        subject: 'product',
        scheme: 'iso-9001',
        jurisdictions: ['BR'],
        validFrom: '2026-03-15T10:00:00Z',
        validUntil: '2029-03-15T12:00:00Z',
        assessmentLevel: 'authority-globalmra',
        products: [{ gtin: '4006381333931' }],
      },
      notes: ['1 of its products have no GTIN, and are not named in the record'],
    });
  });

  it('takes the seller from the command line or by its number in a register, too', () => {
    const bare = { schemes: map.schemes };
    expect(read(credential(), { map: bare, seller: 'demo-platform.shop2' })).to.have.nested.property(
      'record.seller',
      'demo-platform.shop2',
    );
    const byNumber = { ...bare, sellers: { '90664869327': 'demo-platform.shop3' } };
    expect(read(credential(), { map: byNumber })).to.have.nested.property(
      'record.seller',
      'demo-platform.shop3',
    );
  });

  it('says everything that is missing at once, with its place', () => {
    const wide = credential(
      { validUntil: undefined },
      inAssessment({ referenceRegulation: [], assessedFacility: [{}] }),
    );
    expect(findings(JSON.parse(JSON.stringify(wide)), { map: {} })).to.deep.equal([
      '/validUntil: missing; a certificate of this ledger has an end',
      '/credentialSubject/conformityAssessment: it is about product and facility: the map must say which one is stated ("subjects")',
      '/credentialSubject/issuedToParty: which seller that is the map must say ("sellers")',
      '/credentialSubject/referenceScheme: which scheme of the ledger that is the map must say ("schemes")',
      '/credentialSubject/conformityAssessment: no regulation says in which country it holds: the map must say so ("jurisdictions")',
    ]);
  });

  it('takes from the map what the credential leaves open', () => {
    const open = credential(
      {},
      { id: 'urn:uuid:no:number:', ...inAssessment({ referenceRegulation: undefined, assessedProduct: [] }) },
    );
    const found = read(JSON.parse(JSON.stringify(open)), {
      map: {
        ...map,
        jurisdictions: { '*': ['DE', 'FR'] },
        certificates: { 'urn:uuid:no:number:': 'QM-1' },
        subjects: { '*': 'organisation' },
      },
    });
    expect(found).to.have.property('record').that.includes({ certificate: 'QM-1', subject: 'organisation' });
    expect(found).to.have.nested.property('record.jurisdictions').that.deep.equals(['DE', 'FR']);
  });

  it('never states a failed assessment, an inspection, or a certificate that ends before it begins', () => {
    for (const [value, reason] of [
      [
        credential({}, inAssessment({ conformance: false })),
        /conformance: it says that there is no conformity/,
      ],
      [credential({}, { attestationType: 'inspection' }), /attestationType: only a certification/],
      [credential({ validUntil: '2025-01-01T00:00:00Z' }), /^\/validUntil: not after/],
      [
        credential({}, { assessmentLevel: 'Accredited' }),
        /^\/credentialSubject\/assessmentLevel: not one of/,
      ],
      [credential({ validFrom: '2026-03-15' }), /^\/validFrom: not a time with its offset/],
      [credential({ validFrom: '2026-02-30T10:00:00Z' }), /^\/validFrom: there is no such day/],
    ] as const)
      expect(findings(value).join('\n')).to.match(reason);
  });

  it('reads version 0.7 of a conformity credential, and says so of anything else', () => {
    const of = (context: string): object =>
      credential({ '@context': ['https://www.w3.org/ns/credentials/v2', context] });
    for (const [value, reason] of [
      [
        of('https://test.uncefact.org/vocabulary/untp/dcc/0.6.1/'),
        '/@context: it is of UNTP 0.6, this reads 0.7',
      ],
      [of('https://evil.example/untp/0.7.0/'), '/@context: it names no context of UNTP'],
      [credential({ type: ['DigitalProductPassport'] }), '/type: it is no DigitalConformityCredential'],
      [
        { iss: 'did:web:x', vc: {} },
        'it has its credential in a member "vc", as version 1.1 of the data model did: this reads version 2.0',
      ],
      [[], 'it is no JSON object'],
      [null, 'it is no JSON object'],
    ] as const)
      expect(findings(value)).to.deep.equal([reason]);
  });

  it('takes no name of every object for one of the map', () => {
    const subject = {
      issuedToParty: { id: '__proto__', name: 'x' },
      referenceScheme: { id: 'constructor', name: 'x' },
    };
    expect(findings(credential({}, subject))).to.have.length(2);
  });
});
