import type { CertificationEntry } from '../../../../chaincode/domain/fold/aggregate.js';
import { formatTime } from '../../../../chaincode/domain/time.js';
import type { Client, RecordView } from '../../../sdk/client/index.js';
import { CliFailure, usage } from '../../frame/failure.js';
import { table } from '../../frame/output.js';

export interface Certificate extends CertificationEntry {
  readonly seller: string;
}

const isRecordId = (text: string): boolean => /^[A-Za-z0-9_-]{43}\.[0-9]{1,4}$/.test(text);

async function sellerOf(client: Client, record: string): Promise<string> {
  const { value } = await client.get<RecordView>(`/v1/records/${record}`);
  if (value.visible && value.record.kind === 'certification') return value.record.seller;
  throw new CliFailure('this record is not a certification', { code: 'not_a_certification' });
}

/**
 * The certificate as the ledger knows it, by the id of the record that stated it, or by its number and seller.
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
  for await (const entry of client.list<CertificationEntry>(path)) {
    const meant = entry.record === named || entry.certificate === named;
    if (meant && (issuer === undefined || entry.issuer === issuer)) return { ...entry, seller: holder };
  }
  const whose = issuer === undefined ? '' : ` from ${issuer}`;
  throw new CliFailure(`${holder} has no certificate ${named}${whose}`, { code: 'not_found' });
}

const day = (seconds: number): string => formatTime(seconds).slice(0, 10);

/** For people: what it is, and all that happened to it. */
export function certificateText(certificate: Certificate): string {
  const { assessmentLevel, issuer, jurisdictions, record, scheme, seller, status, subject } = certificate;
  const changes = status.map(({ at, reason, status: change }) => [change, `${formatTime(at)}, ${reason}`]);
  return table([
    ['certificate', certificate.certificate],
    ['seller', seller],
    ['issuer', issuer],
    ['about', `${subject}, scheme ${scheme}, level ${assessmentLevel}`],
    ['valid in', jurisdictions.join(', ')],
    ['valid', `${day(certificate.validFrom)} to ${day(certificate.validUntil)}`],
    ['record', record],
    ...(changes.length > 0 ? changes : [['status', 'as issued: neither suspended nor revoked']]),
  ]);
}
