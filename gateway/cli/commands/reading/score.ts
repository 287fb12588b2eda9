import type { Command } from 'commander';
import type { ScoreResult } from '../../../../chaincode/domain/score/types.js';
import { recomputeScore } from '../../../sdk/client/index.js';
import { CliFailure } from '../../frame/failure.js';
import { result, wrapped } from '../../frame/output.js';
import { addReading, platformOf, readingClient, type ReadingOptions } from './reading.js';
import { scoreText } from './score-text.js';
import { shiftText } from './shift.js';

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

function answerText(answer: Answer): string {
  return [
    scoreText(answer),
    '',
    wrapped(answer.meaning),
    ...(answer.demo ? ['This is a demo ledger: its facts are generated or imported, by one operator.'] : []),
    ...shiftText(answer.shiftedDays),
    '',
    wrapped(`To contest it: ${answer.contest.text}`),
  ].join('\n');
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
      ...shiftText(done.shiftedDays),
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
