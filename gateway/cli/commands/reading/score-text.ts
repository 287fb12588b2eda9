import type { ComponentResult, Reason, ScoreResult } from '../../../../chaincode/domain/score/types.js';
import { formatTime, daySeconds } from '../../../../chaincode/domain/time.js';
import { table } from '../../frame/output.js';
import { corroborationText } from '../../../web/messages/corroboration.js';
import english from '../../../web/messages/en.js';
import { Translator } from '../../../web/messages/translate.js';

const day = (seconds: number): string => formatTime(seconds).slice(0, 10);
const percent = (ppm: number | null): string =>
  ppm === null ? '' : `${Math.floor(ppm / 10_000)}.${String(Math.floor(ppm / 100) % 100).padStart(2, '0')} %`;

/** `onTime` is `on time`. */
const words = (name: string): string => name.replace(/[A-Z]|[0-9]+/g, (letter) => ` ${letter.toLowerCase()}`);

function countsText(counts: ComponentResult['counts']): string {
  const some = Object.entries(counts).filter(([, count]) => count !== 0);
  return some.length === 0 ? 'nothing' : some.map(([name, count]) => `${count} ${words(name)}`).join(', ');
}

function componentCells({ name, points, rate, lower, weight, window, counts }: ComponentResult): string[] {
  return [
    name,
    String(points),
    String(weight),
    percent(rate),
    percent(lower),
    day(window.fromDay * daySeconds),
    countsText(counts),
  ];
}

function headline({ overall, interval, band, last, provisional, reasons }: ScoreResult): string {
  if (last)
    return `No recent facts. Last score: ${last.overall} of 1000, ${last.band ?? ''}, on ${day(last.asOf)}.`;
  if (overall === null && faultsOf(reasons).length > 0)
    return 'Not enough history yet for a score. Some of what is known is bad.';
  if (overall === null) return 'Not enough history yet. That is an answer of its own, and no low score.';
  const between = interval ? `, between ${interval.lower} and ${interval.upper} with 95 % confidence` : '';
  return `${overall} of 1000: ${band ?? ''}${between}${provisional ? ' (provisional: little is known yet)' : ''}`;
}

/** Without a score: what is bad all the same. */
const faultsOf = (reasons: readonly Reason[]): readonly Reason[] =>
  reasons.filter(({ component }) => component !== null);

function effectCells({ code, component, effect }: Reason): string[] {
  return [`${effect > 0 ? '+' : ''}${effect}`, component ?? 'all', english.messages[`reason.${code}`]];
}

/** Why there is no score: one line for each reason. */
function missingText({ components, reasons }: ScoreResult): string {
  const few = components.filter(({ status }) => status === 'insufficient').map(({ name }) => name);
  const lines = reasons.map(({ code, component, numbers }) => {
    const said = english.messages[`reason.${code}`];
    if (component !== null) return `${component}: ${said}`;
    if (code === 'too_few_facts') return `${said} (${few.join(', ')})`;
    return `${said} (orders in ${numbers['periods'] ?? 0} of ${numbers['needed'] ?? 0} periods of 28 days)`;
  });
  return lines.join('\n');
}

function reasonsText(score: ScoreResult): string {
  const { last, overall, reasons } = score;
  if (overall === null && !last) return missingText(score);
  const of = last ? 'Points of the last score' : 'Points';
  return `${of} above or below the neutral 500:\n${table(reasons.map(effectCells), [0])}`;
}

/** A score for people: the headline, the components with their counts, and the reasons in plain words. */
export function scoreText(score: ScoreResult): string {
  const { asOf, components, corroboration, seller, uncontested } = score;
  const heading = ['component', 'points', 'weight', 'rate', 'proven', 'since', 'counted'];
  return [
    `${seller} on ${day(asOf)}\n\n  ${headline(score)}`,
    table([heading, ...components.map(componentCells)], [1, 2, 3, 4]),
    ...(uncontested
      ? [`Without the facts that open cases contest: ${uncontested.overall ?? 'not enough history'}`]
      : []),
    ...(score.reasons.length > 0 ? [reasonsText(score)] : []),
    corroborationText(new Translator('en', english.messages), corroboration),
  ].join('\n\n');
}
