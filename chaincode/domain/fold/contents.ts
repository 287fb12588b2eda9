import { base64url, utf8 } from '../bytes.js';
import type { Sha256 } from '../ports.js';
import { entryAt, lists } from './list.js';
import type { LogEntry } from './log.js';
import { type FoldState, keys, load, save } from './state.js';

/** Where a record stands: the index of its batch's leaf in the log, and its line. A record's id would take ten times the room. */
type ContentDoc = readonly [leaf: number, line: number];

/** Of a digest: 132 bits. Whoever finds two records with the same start has only itself to mislead. */
const digestCharacters = 22;
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
    const content: ContentDoc = [leaf, line];
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
  const [leaf, line] = found;
  const batch = entryAt<LogEntry>(state, lists.log, leaf);
  return typeof batch === 'string' ? `${batch}.${line}` : undefined;
}
