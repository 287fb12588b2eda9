import type {
  Certification,
  CertificationStatus,
  FactRecord,
  Identity,
  Inspection,
  RecordKind,
  RecordOf,
} from '../../../chaincode/domain/records/index.js';
import type { Product } from '../../../chaincode/domain/records/common.js';

/** A whole day of UTC is one, from its first second until its last; any other time is told with its hours. */
const when = (time: string, dayAt: string): string =>
  time.endsWith(`T${dayAt}Z`) ? time.slice(0, 10) : `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
const since = (time: string): string => when(time, '00:00:00');
const until = (time: string): string => when(time, '23:59:59');

const rights: Readonly<Record<NonNullable<Certification['right']>, string>> = {
  trademark: 'a trademark',
  patent: 'a patent',
  copyright: 'a copyright',
  design: 'a design',
  'authorised-reseller': 'that it is an authorised reseller',
};

function numbersOf({ gtin, hs, tariff }: Product): string {
  return [gtin && `GTIN ${gtin}`, hs && `HS ${hs}`, tariff && `tariff code ${tariff}`]
    .filter(Boolean)
    .join(' ');
}

function certified(record: Certification): string {
  const numbers = (record.products ?? []).map(numbersOf);
  switch (record.subject) {
    case 'product':
      return numbers.length > 0 ? `its products ${numbers.join(', ')}` : 'its products';
    case 'facility':
      return 'its facility';
    case 'organisation':
      return 'its organisation';
    case 'ip-right':
      return record.right === undefined ? 'an IP right' : rights[record.right];
  }
}

function certification(issuer: string, record: Certification): string {
  return (
    `${issuer} certifies: seller ${record.seller} holds certificate ${record.certificate} for ${certified(record)} ` +
    `under scheme ${record.scheme}, issued on ${since(record.at)}, valid in ${record.jurisdictions.join(', ')} ` +
    `from ${since(record.validFrom)} until ${until(record.validUntil)}, at assessment level ${record.assessmentLevel}.`
  );
}

function inspection(issuer: string, record: Inspection): string {
  const { critical, major, minor } = record.defects;
  const counts = [
    ['critical', critical],
    ['major', major],
    ['minor', minor],
  ] as const;
  const defects = counts.map(([name, { found, limit }]) => `${found} ${name} (limit ${limit})`).join(', ');
  return (
    `${issuer} states: ${record.stage} inspection ${record.inspection} of lot ${record.lot.id} of seller ` +
    `${record.seller} on ${since(record.at)}, ${record.product ? `${numbersOf(record.product)}, ` : ''}` +
    `${record.sample} of ${record.lot.size} pieces, defects: ${defects}. ` +
    `Result: ${record.result}.`
  );
}

function certificationStatus(issuer: string, record: CertificationStatus): string {
  return (
    `${issuer} states: certificate ${record.certificate} of seller ${record.seller} is ${record.status} ` +
    `from ${record.at} on. Reason: ${record.reason}.`
  );
}

/** The members of a record, one by one: `order 2026-01-01, rating item 5`. */
function listed(value: unknown, name: string): string[] {
  if (Array.isArray(value)) return [`${name} ${value.map((item) => JSON.stringify(item)).join(' ')}`];
  if (typeof value !== 'object' || value === null) return [`${name} ${String(value)}`];
  return Object.entries(value).flatMap(([member, inner]) => listed(inner, `${name} ${member}`.trim()));
}

/** A name is put in quotes: with a comma in it, it could say more than one thing. */
function identity(issuer: string, { natural, tradingName, ...rest }: Identity): string {
  const said = [byMembers(issuer, rest)];
  if (tradingName !== undefined)
    said.push(`Its public trading name, a company's and not a person's, is ${JSON.stringify(tradingName)}.`);
  if (natural) said.push('It is a sole trader: a natural person.');
  return said.join(' ');
}

type Say<R> = (issuer: string, record: R) => string;

/** A sentence of its own says nothing of the jurisdiction. */
const inOwnWords =
  <R extends { readonly jurisdiction?: string }>(say: Say<R>): Say<R> =>
  (issuer, record) =>
    record.jurisdiction === undefined
      ? say(issuer, record)
      : `${say(issuer, record)} Jurisdiction: ${record.jurisdiction}.`;

const byMembers: Say<FactRecord> = sentenceOfPart;

const sentences: { readonly [K in RecordKind]: Say<RecordOf<K>> } = {
  identity,
  order: byMembers,
  fulfilment: byMembers,
  inspection: inOwnWords(inspection),
  review: byMembers,
  certification: inOwnWords(certification),
  'certification-status': inOwnWords(certificationStatus),
  payment: byMembers,
  case: byMembers,
  correction: byMembers,
  trace: byMembers,
  reply: byMembers,
};

function say<K extends RecordKind>(kind: K, issuer: string, record: RecordOf<K>): string {
  return sentences[kind](issuer, record);
}

/** In plain English what the issuer signs: every member of the record that says something. */
export function sentence(issuer: string, record: FactRecord): string {
  return say(record.kind, issuer, record);
}

/** The members of a record that is not whole yet, one by one. */
export function sentenceOfPart(
  issuer: string,
  { kind, seller, ...rest }: Partial<FactRecord> & Pick<FactRecord, 'kind'>,
): string {
  const about = seller === undefined ? '' : ` about seller ${seller}`;
  return `${issuer} states${about} (${kind}): ${listed(rest, '').join(', ')}.`;
}
