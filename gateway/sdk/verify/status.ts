import { fromBase64url } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { isBitSet } from '../../../chaincode/domain/status-lists/bits.js';
import { listSize } from '../../../chaincode/domain/status-lists/place.js';
import { listLifeSeconds, type StatusEntry } from '../../../chaincode/domain/status-lists/types.js';
import { clockToleranceSeconds, parseTime } from '../../../chaincode/domain/time.js';
import { isIssuedBy, isObject, isSignedBy, readCredential, signerOf } from './credential.js';
import { readUpTo } from '../platform/read-up-to.js';
import type { TrustedConsortium } from './trust.js';
import type { Finding } from './verdict.js';

/**
 * Site, path and part of a list's address. Nothing else may stand in it: an address made for one badge would tell its owner
 * who looks at that badge, and one of another form has whoever fetches it ask a stranger for anything.
 */
const address = /^(https?:\/\/[a-z0-9.:[\]-]+)(\/v1\/status-lists\/[a-z0-9/-]+)\/(?:0|[1-9][0-9]{0,5})$/;

/** True for an address that may be asked for a status list. */
export const isListAddress = (url: string): boolean => address.test(url);

/**
 * True if a badge's entries are those that follow from its evidence, all at one site, in any order: an issuer that left
 * one out, or named a bit of somebody else or of nobody, could never have to take the badge back.
 *
 * @param expectedAt the entries for lists at a site
 */
export function areExpected(
  entries: readonly StatusEntry[],
  expectedAt: (site: string) => readonly StatusEntry[],
): boolean {
  const [, site] = address.exec(entries[0]?.statusListCredential ?? '') ?? [];
  // Where nothing is expected the site does not matter; of an address of another form nothing is.
  const expected = expectedAt(site ?? 'https://site.invalid');
  const spelled = ({ id, statusListCredential, statusListIndex, statusPurpose }: StatusEntry): string =>
    canonicalText([id, statusListCredential, statusListIndex, statusPurpose]);
  const given = new Set(entries.map(spelled));
  return entries.length === expected.length && expected.every((entry) => given.has(spelled(entry)));
}

/** Infinity for any other spelling: two readers could read it differently. */
const indexOf = (text: string): number => (/^(0|[1-9][0-9]{0,8})$/.test(text) ? Number(text) : Infinity);

const nothing = (code: string, reason: string): Finding => ({ code, reason });
const invalid = (why: string): Finding =>
  nothing('status_list_invalid', `its status list does not hold: ${why}`);

/** The bits of a list that holds, or why it says nothing. */
export type OpenedList = Uint8Array | Finding;

/** Checks the list that an entry names: once for all entries that name it. */
export async function openList(
  { statusListCredential, statusPurpose }: Pick<StatusEntry, 'statusListCredential' | 'statusPurpose'>,
  list: Uint8Array | undefined,
  trust: TrustedConsortium,
  now: number,
): Promise<OpenedList> {
  if (list === undefined) return nothing('status_unchecked', 'its status list could not be asked for');
  const read = readCredential(list);
  if (typeof read === 'string') return invalid(read);
  const signer = signerOf(trust, read);
  if (signer === undefined || !(await isSignedBy(signer, read)))
    return invalid('no trusted organisation signed it');
  const { credentialSubject: subject, id, issuer, type, validFrom, validUntil } = read.payload;
  // In another list of the same signer the bit at this place is about somebody else.
  if (id !== statusListCredential || !isIssuedBy(signer, read, issuer)) return invalid('it is another list');
  if (!Array.isArray(type) || !type.includes('BitstringStatusListCredential') || !isObject(subject))
    return invalid('it is no status list');
  if (subject['type'] !== 'BitstringStatusList' || subject['statusPurpose'] !== statusPurpose)
    return invalid('it is for another purpose');
  const [from, until] = [validFrom, validUntil].map((time) =>
    parseTime(typeof time === 'string' ? time : ''),
  );
  if (from === undefined || until === undefined) return invalid('it has no dates');
  // An old list hides what was revoked since. So would one that was made in advance, or for long.
  if (until < from || until - from > listLifeSeconds || from > now + clockToleranceSeconds)
    return invalid('its dates are not those of a list');
  if (now > until) return nothing('status_stale', 'its status list is out of date');
  return (await unpack(subject['encodedList'])) ?? invalid('its bits cannot be read');
}

/** What an opened list says of an entry: its bit, or why it says nothing. */
export function lookUp({ statusListIndex }: StatusEntry, list: OpenedList): boolean | Finding {
  if (!(list instanceof Uint8Array)) return list;
  const index = indexOf(statusListIndex);
  return index < list.length * 8 ? isBitSet(list, index) : invalid('it has no such entry');
}

/** No list of ours is longer. Packed zeros could unpack to gigabytes. */
const listBytesMax = 1024 * 1024;

/** Multibase base64url of GZIP, at least 131,072 bits (W3C Bitstring Status List v1.0, section 3). */
export async function unpack(encoded: unknown): Promise<Uint8Array | undefined> {
  if (typeof encoded !== 'string' || !encoded.startsWith('u')) return undefined;
  const packed = fromBase64url(encoded.slice(1));
  if (packed === undefined) return undefined;
  try {
    const stream = new Blob([packed as Uint8Array<ArrayBuffer>])
      .stream()
      .pipeThrough(new DecompressionStream('gzip')) as ReadableStream<Uint8Array>;
    const bits = await readUpTo(stream, listBytesMax);
    return bits !== undefined && bits.length * 8 >= listSize ? bits : undefined;
  } catch {
    return undefined;
  }
}
