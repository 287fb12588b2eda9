import type { Check } from '../../../sdk/verify/verdict.js';
import { html, type Markup } from '../../html/html.js';
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
export function checkView(check: Check, t: Translator): Markup {
  const { code, name, outcome } = check;
  return html`<li class="check ${outcome}">
    <span class="check-mark" aria-hidden="true">${marks[outcome]}</span>
    <span
      ><span class="check-name">${t.say(`check.${name}`)}</span>
      <span class="check-outcome">${t.say(`outcome.${outcome}`)}</span>${
        code !== 'passed' && html`<span class="quiet">${codeText(t, check)}</span>`
      }</span
    >
  </li>`;
}

const marks: Readonly<Record<Check['outcome'], string>> = {
  passed: '✓',
  failed: '✗',
  skipped: '–',
  notice: '!',
};
