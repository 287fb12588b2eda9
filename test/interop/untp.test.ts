import { readFileSync } from 'node:fs';
import { Bitstring } from '@digitalbazaar/bitstring';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { compactVerify, decodeJwt, importJWK, type JWK } from 'jose';
import type { Certification } from '../../chaincode/domain/records/certification.js';
import type { StatusListCredential } from '../../chaincode/domain/status-lists/types.js';
import type { Gateway } from '../../gateway/start/server.js';
import { World } from '../gateway/harness.js';

const seller = 'demo-platform.shop1';
const certification: Certification = {
  kind: 'certification',
  seller,
  at: '2026-05-06T10:00:00Z',
  certificate: 'cert-1',
  subject: 'product',
  scheme: 'iso-9001',
  jurisdictions: ['BR', 'PT'],
  validFrom: '2026-05-06T10:00:00Z',
  validUntil: '2028-05-06T10:00:00Z',
  assessmentLevel: 'authority-globalmra',
  products: [{ gtin: '4006381333931' }, { hs: '610910' }],
};

interface Credential {
  readonly credentialStatus: { readonly statusListIndex: number; readonly statusListCredential: string };
}

describe('a certification as a UNTP Digital Conformity Credential', () => {
  let world: World;
  let gateway: Gateway;
  let id: string;
  before(async () => {
    world = await World.found();
    gateway = await world.start();
    await world.accredit(gateway, '2026-01-01', '2030-01-01');
    const { batch } = await world.state(gateway, 'demo-certifier', [certification]);
    id = `${batch}.0`;
    await world.seal(gateway);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  const credential = async (): Promise<Credential> => {
    const answer = await gateway.app.inject(`/v1/records/${id}/untp`);
    expect(answer.statusCode, answer.body).to.equal(200);
    expect(answer.headers['content-type']).to.equal('application/vc+jwt');
    const did = (await gateway.app.inject('/.well-known/did.json')).json<{
      id: string;
      verificationMethod: { id: string; publicKeyJwk: JWK }[];
    }>();
    const { payload, protectedHeader } = await compactVerify(answer.body, ({ kid }) =>
      importJWK(did.verificationMethod.find((method) => method.id === kid)?.publicKeyJwk ?? {}),
    );
    expect(protectedHeader).to.include({ typ: 'vc+jwt', cty: 'vc' });
    const claims = JSON.parse(new TextDecoder().decode(payload)) as Credential;
    expect(claims).to.have.nested.property('issuer.id', did.id);
    return claims;
  };

  it('says what the record says, and that its issuer only vouches for the record', async () => {
    const { ledger } = world.consortium;
    const party = { type: ['Party'], id: `urn:stl:${ledger}:${seller}`, name: seller };
    const scheme = { id: `urn:stl:${ledger}:scheme:iso-9001`, name: 'iso-9001' };
    const claims = await credential();
    expect(claims).to.deep.include({
      type: ['DigitalConformityCredential', 'VerifiableCredential'],
      id: `${gateway.url}/v1/records/${id}/untp`,
      name: `Certificate cert-1 of ${seller}, as stated by demo-certifier`,
      validFrom: certification.validFrom,
      validUntil: certification.validUntil,
    });
    expect(claims)
      .to.have.nested.property('credentialSubject.description')
      .that.includes('The issuer of this');
    expect(claims)
      .to.have.property('credentialSubject')
      .that.deep.includes({
        id: `urn:stl:${ledger}:record:${id}`,
        assessorLevel: '3rdParty',
        assessmentLevel: 'authority-globalmra',
        attestationType: 'certification',
        issuedToParty: { ...party, registeredId: seller },
        authorisation: [
          {
            name: 'Accreditation D-1',
            issuingAuthority: {
              type: ['Party'],
              id: `urn:stl:${ledger}:accreditation-body:DAkkS`,
              name: 'DAkkS',
            },
          },
        ],
        referenceScheme: { type: ['ConformityScheme'], ...scheme },
        auditableEvidence: {
          linkURL: `${gateway.url}/v1/records/${id}/proof`,
          linkName: 'Proof that the record stands on the ledger',
          mediaType: 'application/json',
        },
        conformityAssessment: [
          {
            type: ['ConformityAssessment'],
            id: `urn:stl:${ledger}:record:${id}:assessment`,
            name: 'iso-9001',
            assessmentCriteria: [{ type: ['Criterion'], ...scheme }],
            assessmentDate: '2026-05-06',
            assessedPerformance: [],
            conformityTopic: [],
            specifiedCondition: ['Jurisdiction: BR', 'Jurisdiction: PT'],
            assessedProduct: [
              {
                product: {
                  type: ['Product'],
                  id: 'https://id.gs1.org/01/04006381333931',
                  name: 'GTIN 4006381333931',
                },
              },
              { product: { type: ['Product'], id: 'urn:stl:terms#hs:610910', name: 'HS 610910' } },
            ],
          },
        ],
      });
  });

  it('passes the published schema', async function () {
    const path = process.env['STL_UNTP_SCHEMA'];
    if (path === undefined) {
      process.stderr.write('    STL_UNTP_SCHEMA names no schema: see test/interop/schemas/README.md\n');
      return this.skip();
    }
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    ajv.addFormat('uri', (text) => URL.canParse(text));
    for (const format of ['date-time', 'date', 'byte']) ajv.addFormat(format, true);
    const passes = ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as object);
    expect(passes(await credential()), JSON.stringify(passes.errors)).to.equal(true);
  });

  it('names a status list whose bit tells that the certificate was suspended', async () => {
    const { credentialStatus } = await credential();
    const { pathname } = new URL(credentialStatus.statusListCredential);
    const bit = async () => {
      const { credentialSubject } = decodeJwt<StatusListCredential>(
        (await gateway.app.inject(pathname)).body,
      );
      const encoded = credentialSubject.encodedList.slice(1);
      return new Bitstring({ buffer: await Bitstring.decodeBits({ encoded }) }).get(
        credentialStatus.statusListIndex,
      );
    };
    expect(await bit()).to.equal(false);
    await world.state(gateway, 'demo-certifier', [
      {
        ...{ kind: 'certification-status', seller, at: '2026-06-06T10:00:00Z' },
        ...{ certificate: 'cert-1', status: 'suspended', reason: 'misuse' },
      } as const,
    ]);
    expect(await bit()).to.equal(true);
  });

  it('is there for certifications that count, and for nothing else', async () => {
    const [batch = ''] = id.split('.');
    const missing = await gateway.app.inject(`/v1/records/${batch}.1/untp`);
    expect(missing.json()).to.include({ status: 404, code: 'not_found' });
    const other = await world.state(gateway, 'demo-certifier', [{ ...certification, certificate: 'cert-2' }]);
    await world.state(gateway, 'demo-certifier', [
      {
        ...{ kind: 'correction', seller, at: '2026-06-07T10:00:00Z' },
        ...{ target: `${other.batch}.0`, reason: 'did_not_occur' },
      } as const,
    ]);
    const taken = (await gateway.app.inject(`/v1/records/${other.batch}.0/untp`)).json<{ detail: string }>();
    expect(taken).to.include({ status: 404 });
    expect(taken.detail).to.include('does not count');
    const status = (
      await gateway.app.inject(`/v1/sellers/${seller}/records?kind=certification-status`)
    ).json<{
      items: { id: string }[];
    }>();
    const refused = (await gateway.app.inject(`/v1/records/${status.items[0]?.id ?? ''}/untp`)).json<{
      detail: string;
    }>();
    expect(refused.detail).to.include('Only a certification');
  });
});
