import type { Check } from '../../../sdk/verify/verdict.js';
import { checkLine } from '../../html/check-line.js';
import type { Markup } from '../../html/html.js';
import type { MessageKey } from '../../messages/en.js';
import type { Translator } from '../../messages/translate.js';

/** The text of a code in the page's language. A code without one, as of a newer verifier, is shown by its own reason. */
export function codeText(
  t: Translator,
  { code, reason }: { readonly code: string; readonly reason: string },
): string {
  const key = `code.${code}` as MessageKey;
  const said = t.say(key);
  return said === key ? reason : said;
}

/** "10 checks, 9 passed" */
export function checksCounted(checks: readonly Pick<Check, 'outcome'>[], t: Translator): string {
  const of = (outcome: Check['outcome']): number => checks.filter((one) => one.outcome === outcome).length;
  const failed = of('failed');
  const counts = { count: checks.length, passed: of('passed'), failed };
  return t.say(failed === 0 ? 'verify.counted' : 'verify.counted-failed', counts);
}

/** One line of the list of checks. */
export const checkView = (check: Check, t: Translator): Markup =>
  checkLine(check.outcome, {
    name: t.say(`check.${check.name}`),
    outcome: t.say(`outcome.${check.outcome}`),
    note: check.code === 'passed' ? undefined : codeText(t, check),
  });
