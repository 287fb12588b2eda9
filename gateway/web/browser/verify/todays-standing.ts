import { standingWords } from '../../messages/standing.js';
import type { Translator } from '../../messages/translate.js';
import { isAnswered, summaryOf } from '../../pages/badge/summary.js';
import { standingOf } from '../../pages/badge/words.js';
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
    if (!answer.ok) return undefined;
    const summary = summaryOf(await answer.json(), seller);
    return isAnswered(summary)
      ? { words: standingWords(t, standingOf(summary)), source: 'gateway' }
      : undefined;
  } catch {
    return undefined;
  }
}
