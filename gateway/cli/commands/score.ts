import type { Command } from 'commander';
import type { ComponentResult, ScoreResult } from '../../../chaincode/domain/score/types.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import { recomputeScore } from '../../client/index.js';
import { CliFailure } from '../failure.js';
import { result, table } from '../output.js';
import { addReading, platformOf, readingClient, type ReadingOptions } from '../reading.js';

interface Options extends ReadingOptions {
  readonly asof?: string;
  readonly recompute: boolean;
}

type Answer = ScoreResult & {
  readonly meaning: string;
  readonly contest: { readonly text: string };
  readonly demo: boolean;
  readonly shiftedDays?: number;
};

const day = (seconds: number): string => formatTime(seconds).slice(0, 10);
const dayNumber = (number: number): string => day(number * 86_400);
const percent = (ppm: number | null): string =>
  ppm === null ? '' : `${Math.floor(ppm / 10_000)}.${String(Math.floor(ppm / 100) % 100).padStart(2, '0')} %`;

function component({ name, status, points, rate, lower, window, counts }: ComponentResult): string[] {
  const numbers = Object.entries(counts).map(([counter, count]) => `${counter} ${count}`);
  return [
    name,
    status === 'scored' ? String(points) : 'too little known',
    percent(rate),
    percent(lower),
    `${dayNumber(window.fromDay)} to ${dayNumber(window.toDay)}`,
    numbers.join(', '),
  ];
}

function headline({ overall, interval, band, seller, asOf, provisional }: ScoreResult): string {
  const of = `${seller} on ${day(asOf)}`;
  if (overall === null) return `${of}: not enough history yet. That is no low score.`;
  const within = interval ? ` (${interval.lower} to ${interval.upper})` : '';
  return `${of}: ${overall} of 1000${within}, ${band ?? ''}${provisional ? ', provisional: a young seller' : ''}`;
}

function scoreText(score: ScoreResult): string {
  const reasons = score.reasons.map(({ code, component: of, effect }) => [
    `${effect > 0 ? '+' : ''}${effect}`,
    code,
    of,
  ]);
  return [
    headline(score),
    ...(score.uncontested
      ? [`without contested facts: ${score.uncontested.overall ?? 'not enough history'}`]
      : []),
    '',
    table([
      ['component', 'points', 'rate', 'at least', 'window', 'counts'],
      ...score.components.map(component),
    ]),
    ...(reasons.length > 0 ? ['', 'Main reasons, by effect on the score:', table(reasons)] : []),
  ].join('\n');
}

function answerText(answer: Answer): string {
  const notes = [
    ...(answer.demo ? ['This is a demo ledger: its facts are generated or imported, by one operator.'] : []),
    ...(answer.shiftedDays === undefined
      ? []
      : [`All times of the imported history are shifted by ${answer.shiftedDays} days.`]),
  ];
  return [scoreText(answer), '', ...notes, answer.meaning, `To contest it: ${answer.contest.text}`].join(
    '\n',
  );
}

async function recompute(seller: string, options: Options, self: Command): Promise<void> {
  const client = await readingClient(self, options, platformOf(seller));
  const done = await recomputeScore(client, seller, options.asof === undefined ? {} : { asOf: options.asof });
  const { count, head } = done.records;
  if (!done.same) {
    throw new CliFailure('the score computed from the records is NOT the score that the gateway states', {
      code: 'score_differs',
      details: [`stated:   ${JSON.stringify(done.stated)}`, `computed: ${JSON.stringify(done.computed)}`],
    });
  }
  result(self, done, () =>
    [
      scoreText(done.computed),
      '',
      `Recomputed here from all ${count} records (none missing: head ${head.slice(0, 16)}...).`,
      'It equals the score that the gateway states, digit for digit.',
    ].join('\n'),
  );
}

export function score(program: Command): void {
  const command = program
    .command('score')
    .description("a seller's score with its reasons")
    .argument('<seller>', 'seller id')
    .option('--asof <date>', 'UTC date as 2027-12-31; today if left out')
    .option('--recompute', 'fetch all records, compute the score here, and compare', false);
  addReading(command).action(async (seller: string, options: Options, self: Command) => {
    if (options.recompute) return recompute(seller, options, self);
    const query = options.asof === undefined ? '' : `?asof=${encodeURIComponent(options.asof)}`;
    const client = await readingClient(self, options);
    const { value } = await client.get<Answer>(`/v1/sellers/${encodeURIComponent(seller)}/score${query}`);
    result(self, value, () => answerText(value));
  });
}
