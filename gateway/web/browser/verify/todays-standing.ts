import { standingWords, type Standing } from '../../messages/standing.js';
import type { Translator } from '../../messages/translate.js';
import { isAnswered, summaryOf, type BadgeSummary } from '../../pages/badge/summary.js';
import type { Today } from '../../pages/verify/verdict-view.js';

/** Milliseconds that a gateway may take. */
const answerWaitMs = 8_000;

/** Where a seller stands as a gateway has it: its bare word. Undefined where it gives none. */
export async function standingByGateway(
  seller: string,
  gateway: string,
  t: Translator,
): Promise<Today | undefined> {
  try {
    const answer = await fetch(`${gateway}/v1/sellers/${encodeURIComponent(seller)}/score`, {
      credentials: 'omit',
      signal: AbortSignal.timeout(answerWaitMs),
    });
    const standing = answer.ok ? standingIn(summaryOf(await answer.json(), seller)) : undefined;
    return standing && { words: standingWords(t, standing), source: 'gateway' };
  } catch {
    return undefined;
  }
}

function standingIn(summary: BadgeSummary): Standing | undefined {
  if (!isAnswered(summary)) return undefined;
  if (summary.state === 'scored') return { overall: summary.overall, band: summary.band };
  const none = { overall: null, band: null };
  return summary.state === 'dormant' ? { ...none, last: summary.last } : { ...none, bad: summary.bad };
}
