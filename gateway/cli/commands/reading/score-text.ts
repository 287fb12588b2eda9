import type { ComponentResult, Reason, ScoreResult } from '../../../../chaincode/domain/score/types.js';
import { formatTime, daySeconds } from '../../../../chaincode/domain/time.js';
import { table } from '../../frame/output.js';
import english from '../../../web/messages/en.js';

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

function headline({ overall, interval, band, provisional }: ScoreResult): string {
  if (overall === null) return 'Not enough history yet. That is an answer of its own, and no low score.';
  const between = interval ? `, between ${interval.lower} and ${interval.upper} with 95 % confidence` : '';
  return `${overall} of 1000: ${band ?? ''}${between}${provisional ? ' (provisional: a young seller)' : ''}`;
}

function reasonCells({ code, component, effect }: Reason): string[] {
  return [`${effect > 0 ? '+' : ''}${effect}`, component, english.messages[`reason.${code}`]];
}

/** A score for people: the headline, the components with their counts, and the reasons in plain words. */
export function scoreText(score: ScoreResult): string {
  const { asOf, components, overall, reasons, seller, uncontested } = score;
  const heading = ['component', 'points', 'weight', 'rate', 'proven', 'since', 'counted'];
  const missing = reasons.filter(({ effect }) => effect === 0);
  const effects = reasons.filter(({ effect }) => effect !== 0);
  const blocks = [
    `${seller} on ${day(asOf)}\n\n  ${headline(score)}`,
    table([heading, ...components.map(componentCells)], [1, 2, 3, 4]),
  ];
  if (uncontested)
    blocks.push(`Without the facts that open cases contest: ${uncontested.overall ?? 'not enough history'}`);

  if (overall !== null && effects.length > 0)
    blocks.push(`Points above or below the neutral 500:\n${table(effects.map(reasonCells), [0])}`);

  if (missing.length > 0) {
    const codes = [...new Set(missing.map(({ code }) => code))];
    const of = (code: Reason['code']): string =>
      missing.flatMap((reason) => (reason.code === code ? [reason.component] : [])).join(', ');
    blocks.push(codes.map((code) => `${english.messages[`reason.${code}`]} (${of(code)})`).join('\n'));
  }
  return blocks.join('\n\n');
}
