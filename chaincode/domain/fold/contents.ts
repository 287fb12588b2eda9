import { limits } from '../batch/format.js';
import { base64url, utf8 } from '../bytes.js';
import type { Sha256 } from '../ports.js';
import { entryAt, lists } from './list.js';
import type { LogEntry } from './log.js';
import { type FoldState, keys, load, save } from './state.js';

/** Where a record stands, in one number, for there is one for each record: the index of its batch's leaf in the log, and its line. */
type ContentDoc = number;
const linesAtMost = limits.records;

/** Characters of a digest in a key: 132 bits. Whoever finds two records with the same start has only itself to mislead. */
const digestCharacters = 22;
/** One for each record ever stated, and hardly one is read again: a cache has no room for them. */
export const isContentKey = (key: string): boolean => key.startsWith('content/');
const keyOf = (issuer: string, digest: string): string =>
  keys.content(issuer, digest.slice(0, digestCharacters));

/**
 * Enters a batch's records by what they say, so that their issuer can learn whether it has said it before. Of records that say the
 * same the last is found. It is no part of any root, and nothing that counts hangs on it.
 */
export function enterContents(
  state: FoldState,
  sha256: Sha256,
  issuer: string,
  leaf: number,
  lines: readonly string[],
): void {
  for (const [line, text] of lines.entries()) {
    const content: ContentDoc = leaf * linesAtMost + line;
    save(state, keyOf(issuer, base64url(sha256(utf8(`${text}\n`)))), content);
  }
}

/** Id of the last record by an issuer whose canonical line, with its line feed, has a SHA-256 (base64url). */
export function recordByContent(
  state: Pick<FoldState, 'get'>,
  issuer: string,
  digest: string,
): string | undefined {
  const found = load<ContentDoc>(state, keyOf(issuer, digest));
  if (found === undefined) return undefined;
  const batch = entryAt<LogEntry>(state, lists.log, Math.floor(found / linesAtMost));
  return typeof batch === 'string' ? `${batch}.${found % linesAtMost}` : undefined;
}
