import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose';

/** A made-up credential of the shape that UNTP 0.7.0 has, with what a test changes of it. */
export function credential(change: object = {}, subject: object = {}): Record<string, unknown> {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://vocabulary.uncefact.org/untp/0.7.0/context/',
    ],
    type: ['DigitalConformityCredential', 'VerifiableCredential'],
    id: 'https://cab.example/credentials/7',
    issuer: { type: ['CredentialIssuer'], id: 'did:web:cab.example', name: 'Sound Certificates' },
    name: 'Certificate QM-77',
    validFrom: '2026-03-15T12:00:00+02:00',
    validUntil: '2029-03-15T12:00:00Z',
    credentialSubject: {
      type: ['ConformityAttestation'],
      id: 'https://cab.example/attestations/QM-77',
      name: 'Certificate QM-77',
      assessorLevel: '3rdParty',
      assessmentLevel: 'authority-globalmra',
      attestationType: 'certification',
      issuedToParty: {
        type: ['Party'],
        id: 'https://register.example/BR/90664869327',
        name: 'Shop One Ltda',
        registeredId: '90664869327',
      },
      referenceScheme: { type: ['ConformityScheme'], id: 'https://scheme.example/9001', name: 'ISO 9001' },
      conformityAssessment: [
        {
          type: ['ConformityAssessment'],
          id: 'https://cab.example/assessments/7',
          name: 'Quality',
          assessmentCriteria: [],
          assessmentDate: '2026-03-01',
          assessedPerformance: [{ measure: { value: 0.5, unit: 'KGM' } }],
          conformityTopic: [],
          conformance: true,
          referenceRegulation: [
            { id: 'https://law.example/1', name: 'A law', jurisdictionCountry: { countryCode: 'BR' } },
          ],
          assessedProduct: [
            { product: { id: 'https://id.gs1.org/01/04006381333931/10/L1', name: 'A pen' } },
            { product: { id: 'did:web:maker.example:pen', name: 'Another pen' } },
          ],
        },
      ],
      ...subject,
    },
    ...change,
  };
}

export const map = {
  sellers: { 'https://register.example/BR/90664869327': 'demo-platform.shop1' },
  schemes: { 'https://scheme.example/9001': 'iso-9001' },
};

export interface Issuer {
  readonly publicJwk: JWK;
  sign(claims: object | string, header?: object): Promise<string>;
}

/** Someone who signs credentials; the key is of the DID that `credential` names. */
export async function newIssuer(alg: 'ES256' | 'Ed25519' = 'ES256'): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return {
    publicJwk: { ...(await exportJWK(publicKey)), kid: 'key-1' },
    sign: (claims, header = {}) =>
      new CompactSign(new TextEncoder().encode(typeof claims === 'string' ? claims : JSON.stringify(claims)))
        .setProtectedHeader({ alg, typ: 'vc+jwt', cty: 'vc', kid: 'did:web:cab.example#key-1', ...header })
        .sign(privateKey),
  };
}
