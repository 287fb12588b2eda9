import type { CertificationEntry } from '../../chaincode/domain/fold/aggregate.js';
import { fromBase64url } from '../../chaincode/domain/bytes.js';
import { isBitSet } from '../../chaincode/domain/status-lists/bits.js';
import { listSize } from '../../chaincode/domain/status-lists/place.js';
import { statusListPath } from '../../chaincode/domain/status-lists/series.js';
import type { StatusEntry } from '../../chaincode/domain/status-lists/types.js';
import { parseTime } from '../../chaincode/domain/time.js';
import type { BadgeSubject } from '../../chaincode/domain/badge/types.js';
import { isObject, isSignedBy, readCredential, signerOf } from './credential.js';
import type { TrustedConsortium } from './trust.js';
import type { Finding } from './verdict.js';

/**
 * True if the badge has an entry for the band it states and one for each certificate it leans on: an issuer that left one
 * out could never have to take the badge back.
 */
export function hasAllEntries(
  entries: readonly StatusEntry[],
  { band, policy }: Pick<BadgeSubject, 'band' | 'policy'>,
  certificates: readonly CertificationEntry[],
): boolean {
  const revocations = entries.filter((entry) => entry.statusPurpose === 'revocation');
  const suspensions = entries.filter((entry) => entry.statusPurpose === 'suspension');
  const distinct = new Set(entries.map((entry) => `${entry.statusListCredential} ${entry.statusListIndex}`));
  const listed = (entry: StatusEntry, path: string): boolean =>
    entry.statusListCredential.replace(/\/[0-9]+$/, '/0').endsWith(path);
  return (
    distinct.size === entries.length &&
    revocations.length === (band === null ? 0 : 1) &&
    revocations.every((entry) =>
      listed(entry, statusListPath({ purpose: 'revocation', policy: policy.version, band: band ?? '' }, 0)),
    ) &&
    suspensions.length === certificates.length &&
    suspensions.every((entry) => listed(entry, statusListPath({ purpose: 'suspension' }, 0))) &&
    revocations.length + suspensions.length === entries.length
  );
}

/** What one list says of one entry: its bit, or why it says nothing. */
export async function lookUp(
  entry: StatusEntry,
  list: Uint8Array | undefined,
  trust: TrustedConsortium,
  now: number,
): Promise<boolean | Finding> {
  const nothing = (code: string, reason: string): Finding => ({ code, reason });
  if (list === undefined) return nothing('status_unchecked', 'its status list could not be asked for');
  const invalid = (why: string): Finding =>
    nothing('status_list_invalid', `its status list does not hold: ${why}`);
  const read = readCredential(list);
  if (typeof read === 'string') return invalid(read);
  const signer = signerOf(trust, read);
  if (signer === undefined || !(await isSignedBy(signer, read)))
    return invalid('no trusted organisation signed it');
  const { credentialSubject: subject, id, issuer, validFrom, validUntil } = read.payload;
  // Another list of the same signer would say of this entry whatever its bit there happens to be.
  if (id !== entry.statusListCredential || issuer !== signer.url) return invalid('it is another list');
  if (!isObject(subject) || subject['statusPurpose'] !== entry.statusPurpose)
    return invalid('it is for another purpose');
  const [from, until] = [validFrom, validUntil].map((time) =>
    parseTime(typeof time === 'string' ? time : ''),
  );
  if (from === undefined || until === undefined) return invalid('it has no dates');
  // An old list would hide what was revoked since.
  if (now > until) return nothing('status_stale', 'its status list is out of date');
  const bits = await unpack(subject['encodedList']);
  const index = /^(0|[1-9][0-9]{0,8})$/.test(entry.statusListIndex) ? Number(entry.statusListIndex) : -1;
  if (bits === undefined || index < 0 || index >= bits.length * 8) return invalid('it has no such entry');
  return isBitSet(bits, index);
}

/** Longer than any list of ours; packed zeros could unpack to gigabytes. */
const longest = 1024 * 1024;

/** Multibase base64url of GZIP, at least 131,072 bits (W3C Bitstring Status List v1.0, section 3). */
export async function unpack(encoded: unknown): Promise<Uint8Array | undefined> {
  if (typeof encoded !== 'string' || !encoded.startsWith('u')) return undefined;
  const packed = fromBase64url(encoded.slice(1));
  if (packed === undefined) return undefined;
  const bits = new Uint8Array(longest);
  let length = 0;
  try {
    const stream = new Blob([packed as Uint8Array<ArrayBuffer>])
      .stream()
      .pipeThrough(new DecompressionStream('gzip'));
    const reader = stream.getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const value = chunk.value as Uint8Array;
      if (length + value.length > longest) {
        await reader.cancel();
        return undefined;
      }
      bits.set(value, length);
      length += value.length;
    }
  } catch {
    return undefined;
  }
  return length * 8 < listSize ? undefined : bits.subarray(0, length);
}
