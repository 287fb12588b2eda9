import type { NoBadge } from '../../pages/verify/no-badge.js';

/** Milliseconds that an organisation may take to give a badge. */
const answerWaitMs = 8_000;

/** A gateway that starts says how long it takes; none of ours says more than a minute. */
const [retrySecondsUsual, retrySecondsMax] = [5, 60];

/** The badge, or why there is none. */
export type AskedBadge =
  | Uint8Array
  | Exclude<NoBadge, { readonly code: 'busy' }>
  | { readonly code: 'busy'; readonly retryAfterSeconds: number };

/** Asks an organisation for a seller's newest badge. @param gateway base URL; empty for the page's own site */
export async function askBadge(seller: string, gateway: string): Promise<AskedBadge> {
  try {
    const answer = await fetch(`${gateway}/v1/badges/${encodeURIComponent(seller)}`, {
      signal: AbortSignal.timeout(answerWaitMs),
    });
    const { headers, ok, status } = answer;
    if (ok) return new Uint8Array(await answer.arrayBuffer());
    if (status === 404 || status === 400) return { code: 'unknown-seller' };
    if (status === 409) return { code: 'not-sealed' };
    return { code: 'busy', retryAfterSeconds: secondsIn(headers.get('retry-after')) };
  } catch {
    return { code: 'no-badge' };
  }
}

/** Seconds, or an HTTP date (RFC 9110 section 10.2.3). */
function secondsIn(retryAfter: string | null): number {
  const given = retryAfter ?? '';
  const seconds = /^\d+$/.test(given) ? Number(given) : (Date.parse(given) - Date.now()) / 1000;
  return Math.ceil(Math.min(retrySecondsMax, Math.max(1, seconds || retrySecondsUsual)));
}
