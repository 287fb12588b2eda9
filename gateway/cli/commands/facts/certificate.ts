import type { CertificateStanding } from '../../../../chaincode/domain/certificates/standing.js';
import type { CertificationEntry } from '../../../../chaincode/domain/fold/aggregate.js';
import { formatTime } from '../../../../chaincode/domain/time.js';
import type { Client, RecordView } from '../../../sdk/client/index.js';
import { CliFailure, usage } from '../../frame/failure.js';
import { table } from '../../frame/output.js';

/** An item of `/v1/sellers/{id}/certifications`: the term in force, or the one that comes nearest to it. */
interface Listed extends CertificationEntry {
  readonly standing: CertificateStanding;
  readonly otherTerms: readonly CertificationEntry[];
}

export interface Certificate extends Listed {
  readonly seller: string;
}

const isRecordId = (text: string): boolean => /^[A-Za-z0-9_-]{43}\.[0-9]{1,4}$/.test(text);

async function sellerOf(client: Client, record: string): Promise<string> {
  const { value } = await client.get<RecordView>(`/v1/records/${record}`);
  if (value.visible && value.record.kind === 'certification') return value.record.seller;
  throw new CliFailure('this record is not a certification', { code: 'not_a_certification' });
}

/**
 * The certificate as the ledger knows it, by the id of a record that stated a term of it, or by its number and seller.
 * `issuer`: only this one's, for numbers are an issuer's own. Throws CliFailure `not_found`: a change of a
 * certificate that nobody stated would be signed, and change nothing.
 */
export async function findCertificate(
  client: Client,
  named: string,
  seller: string | undefined,
  issuer: string | undefined,
): Promise<Certificate> {
  if (!isRecordId(named) && seller === undefined)
    throw usage('--seller is missing: a certificate number alone does not say whose certificate it is');
  const holder = seller ?? (await sellerOf(client, named));
  const path = `/v1/sellers/${encodeURIComponent(holder)}/certifications`;
  for await (const listed of client.list<Listed>(path)) {
    const meant =
      listed.certificate === named || [listed, ...listed.otherTerms].some(({ record }) => record === named);
    if (meant && (issuer === undefined || listed.issuer === issuer)) return { ...listed, seller: holder };
  }
  const whose = issuer === undefined ? '' : ` from ${issuer}`;
  throw new CliFailure(`${holder} has no certificate ${named}${whose}`, { code: 'not_found' });
}

const day = (seconds: number): string => formatTime(seconds).slice(0, 10);
const validity = ({ validFrom, validUntil }: CertificationEntry): string =>
  `${day(validFrom)} to ${day(validUntil)}`;

export const standings: Readonly<Record<CertificateStanding, string>> = {
  valid: 'valid today',
  suspended: 'suspended: it does not count until it is reinstated',
  revoked: 'revoked, for good',
  'not-yet-valid': 'not valid yet',
  expired: 'expired',
  'issuer-not-accredited': 'does not count: its issuer is not accredited for the scheme',
};

/** For people: what it is, where it stands, and all that happened to it. */
export function certificateText(certificate: Certificate): string {
  const { assessmentLevel, issuer, jurisdictions, otherTerms, record, scheme, seller, subject } = certificate;
  return table([
    ['certificate', certificate.certificate],
    ['seller', seller],
    ['issuer', issuer],
    ['about', `${subject}, scheme ${scheme}, level ${assessmentLevel}`],
    ['valid in', jurisdictions.join(', ')],
    ['valid', validity(certificate)],
    ['status', standings[certificate.standing]],
    ...certificate.status.map(({ at, reason, status }) => [status, `${formatTime(at)}, ${reason}`]),
    ['record', record],
    ...otherTerms.map((term) => [
      term.validFrom > certificate.validFrom ? 'later' : 'earlier',
      [validity(term), ...term.status.slice(-1).map(({ status }) => status), term.record].join(', '),
    ]),
  ]);
}
