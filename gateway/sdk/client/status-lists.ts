import { readCredential } from '../verify/credential.js';
import { readUpTo } from '../platform/read-up-to.js';
import { isListAddress } from '../verify/status.js';

/** What a list may take. */
const answerWaitMs = 5_000;
const listBytesMax = 1024 * 1024;
/** A badge counts few certificates. One that names hundreds of lists would have its readers flood somebody with requests. */
const listsMax = 16;

/** URLs of the status lists that a badge names. Nothing of it is checked. */
export function statusListUrls(badge: Uint8Array): readonly string[] {
  const read = readCredential(badge);
  const entries = typeof read === 'string' ? [] : read.payload['credentialStatus'];
  if (!Array.isArray(entries)) return [];
  const urls = (entries as { readonly statusListCredential?: unknown }[]).flatMap(
    (entry) => entry?.statusListCredential ?? [],
  );
  // Nothing of the badge is checked yet. It may have its reader ask for status lists, and for nothing else.
  const asked = urls.filter((url): url is string => typeof url === 'string' && isListAddress(url));
  return [...new Set(asked)].slice(0, listsMax);
}

/** Gets the lists for `verifyBadge`. What cannot be had is left out: the verdict then says so. */
export async function fetchStatusLists(badge: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const got = statusListUrls(badge).map(async (url) => {
    const list = await fetchList(url).catch(() => undefined);
    return list === undefined ? [] : [[url, list] as const];
  });
  return new Map((await Promise.all(got)).flat());
}

async function fetchList(url: string): Promise<Uint8Array | undefined> {
  const signal = AbortSignal.timeout(answerWaitMs);
  const answer = await fetch(url, { signal, credentials: 'omit', redirect: 'error' });
  return answer.ok && answer.body !== null ? readUpTo(answer.body, listBytesMax) : undefined;
}
