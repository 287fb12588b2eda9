import type { CallOptions, Client, RecordCount } from '../../sdk/client/index.js';
import { table } from './output.js';

/** Exit code where something was stated, or asked for, that does not count. */
export const notCountedExitCode = 4;
const recordsShown = 20;

/** For a person whose records are stated while the gateway cannot be asked about them. */
export const askLater = 'They are on the ledger. Whether they count is to be asked later: stl standing';

/** What became of stated records: for `--json`, and for people by `countsText`. */
export interface Counts {
  readonly counted: number;
  /** Those that do not count, and those that the gateway does not show. */
  readonly others: readonly Exclude<RecordCount, { readonly counts: true }>[];
}

/** Asks whether records count, once all of a file is stated: a later line may bring what an earlier one waits for. */
export async function askCounts(
  client: Pick<Client, 'standing'>,
  records: readonly string[],
): Promise<Counts> {
  return countsOf(await client.standing(records));
}

/** Whether each record of a batch counts, asked as its issuer. Throws ProblemError, ClientError. */
export async function standingOfBatch(
  client: Pick<Client, 'get'>,
  batch: string,
  options?: CallOptions,
): Promise<readonly RecordCount[]> {
  const { value } = await client.get<{ items: readonly RecordCount[] }>(
    `/v1/batches/${batch}/standing`,
    options,
  );
  return value.items;
}

/** Sums answers up. Sets the exit code where one does not count: a receipt alone must not pass for a counted fact. */
export function countsOf(answers: readonly RecordCount[]): Counts {
  const others = answers.filter((answer) => answer.counts !== true);
  if (others.length > 0) process.exitCode = notCountedExitCode;
  return { counted: answers.length - others.length, others };
}

type Other = Counts['others'][number];
const flagOf = (other: Other): string => (other.counts === null ? 'not_shown' : other.flag);
const waits = (other: Other): boolean => other.counts === false && !other.final;

/** `42 count, 3 do not: 2 order_missing, 1 not_a_party`, with the records and what to do. */
export function countsText({ counted, others }: Counts): string {
  if (others.length === 0) return counted === 1 ? 'It counts.' : `All ${counted} count.`;
  const byFlag = new Map<string, number>();
  for (const other of others) byFlag.set(flagOf(other), (byFlag.get(flagOf(other)) ?? 0) + 1);
  const flags = [...byFlag].sort((a, b) => b[1] - a[1]).map(([flag, n]) => `${n} ${flag}`);
  const rows = others
    .slice(0, recordsShown)
    .map((other) => [
      '',
      other.record,
      flagOf(other),
      waits(other) ? 'may count later' : '',
      'by' in other && other.by !== undefined ? `by ${other.by}` : '',
    ]);
  return [
    `${counted} count, ${others.length} do not: ${flags.join(', ')}`,
    '',
    table(rows),
    ...(others.length > recordsShown ? [`and ${others.length - recordsShown} more`] : []),
    '',
    'They are on the ledger, but change no score. docs/standing.md says what each word means and what to do.',
    ...(others.some(waits) ? ['Ask again later: stl standing RECORD...'] : []),
  ].join('\n');
}
