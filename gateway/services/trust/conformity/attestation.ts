import { termsUri, recordUri, sellerUri } from '../../../../chaincode/domain/ledger-uris.js';
import type { Accreditation, Participant } from '../../../../chaincode/domain/consortium/participant.js';
import type { Product } from '../../../../chaincode/domain/records/common.js';
import type { Certification } from '../../../../chaincode/domain/records/certification.js';
import { parseTime } from '../../../../chaincode/domain/time.js';
import type { Named } from './credential.js';

/** What a certification says, with what the ledger knows of those it names. */
export interface Attested {
  readonly ledger: string;
  /** Record id. */
  readonly id: string;
  readonly record: Certification;
  readonly certifier: Pick<Participant, 'id' | 'accreditation'>;
  /** What people call the seller; its id, where nobody said. */
  readonly sellerName: string;
  /** Where the record and its proof are, without a path. */
  readonly site: string;
}

const typed = <const T extends string>(type: T, { id, name }: Omit<Named, 'type'>) => ({
  type: [type],
  id,
  name,
});

const schemeOf = (ledger: string, scheme: string): Omit<Named, 'type'> => ({
  id: `urn:stl:${ledger}:scheme:${scheme}`,
  name: scheme,
});

/**
 * UNTP 0.7.0 `ConformityAttestation`. It says what the certifier stated and no more: whether the product conforms
 * (`conformance`) is nowhere in the record, so it is left out.
 */
export function attestationOf(attested: Attested) {
  const { certifier, id, ledger, record, sellerName, site } = attested;
  const { assessmentLevel, at, certificate, scheme, seller } = record;
  const party = {
    ...typed('Party', { id: sellerUri(ledger, seller), name: sellerName }),
    registeredId: seller,
  };
  const authorisation = accreditationsOf(attested);
  return {
    type: ['ConformityAttestation'],
    id: recordUri(ledger, id),
    name: `Certificate ${certificate}`,
    description:
      `${certifier.id} certified this, as it stated on ledger ${ledger}. The issuer of this credential did not: it ` +
      'vouches that the statement stands there.',
    assessorLevel: assessmentLevel === 'scheme-self' ? 'self' : '3rdParty',
    assessmentLevel,
    attestationType: 'certification',
    issuedToParty: party,
    ...(authorisation.length === 0 ? {} : { authorisation }),
    referenceScheme: typed('ConformityScheme', schemeOf(ledger, scheme)),
    conformityCertificate: link(`${site}/v1/records/${id}`, 'The record, with whether it counts now'),
    auditableEvidence: link(`${site}/v1/records/${id}/proof`, 'Proof that the record stands on the ledger'),
    conformityAssessment: [
      {
        ...typed('ConformityAssessment', { id: `${recordUri(ledger, id)}:assessment`, name: scheme }),
        assessmentCriteria: [typed('Criterion', schemeOf(ledger, scheme))],
        assessmentDate: at.slice(0, 10),
        assessedPerformance: [],
        conformityTopic: [],
        specifiedCondition: conditionsOf(record),
        ...assessedOf(record, party),
      },
    ],
  };
}

const link = (linkURL: string, linkName: string) => ({ linkURL, linkName, mediaType: 'application/json' });

/** The schema has no member for where a certificate holds, or for the IP right that it is about. */
const conditionsOf = ({ jurisdictions, right }: Certification): string[] => [
  ...jurisdictions.map((country) => `Jurisdiction: ${country}`),
  ...(right === undefined ? [] : [`IP right: ${right}`]),
];

function assessedOf({ products, subject }: Certification, party: Named): object {
  const assessedProduct = (products ?? []).map((product) => ({
    product: typed('Product', nameOfProduct(product)),
  }));
  return {
    ...(assessedProduct.length === 0 ? {} : { assessedProduct }),
    ...(subject === 'organisation' ? { assessedOrganisation: typed('Party', party) } : {}),
    // Which facility the record does not say: it is the seller's.
    ...(subject === 'facility'
      ? {
          assessedFacility: [
            { facility: typed('Facility', { id: `${party.id}:facility`, name: party.name }) },
          ],
        }
      : {}),
  };
}

/** A GTIN has a URI everywhere (GS1 Digital Link); codes of customs tariffs have one only here. */
function nameOfProduct({ gtin, hs, tariff }: Product): Omit<Named, 'type'> {
  if (gtin !== undefined)
    return { id: `https://id.gs1.org/01/${gtin.padStart(14, '0')}`, name: `GTIN ${gtin}` };
  if (tariff !== undefined) return { id: `${termsUri}tariff:${tariff}`, name: `Tariff code ${tariff}` };
  return { id: `${termsUri}hs:${hs ?? ''}`, name: `HS ${hs ?? ''}` };
}

/** Those under which the certifier worked for the scheme on the day of issue. */
function accreditationsOf({ certifier, ledger, record }: Attested) {
  const issued = parseTime(record.at) ?? 0;
  const covers = ({ from, schemes, until }: Accreditation): boolean =>
    schemes.includes(record.scheme) && issued >= (parseTime(from) ?? 0) && issued <= (parseTime(until) ?? 0);
  return certifier.accreditation.filter(covers).map(({ body, number }) => ({
    name: `Accreditation ${number}`,
    issuingAuthority: typed('Party', {
      id: `urn:stl:${ledger}:accreditation-body:${encodeURIComponent(body)}`,
      name: body,
    }),
  }));
}
