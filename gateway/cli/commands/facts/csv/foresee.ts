import type { Client, RecordOutlook } from '../../../../sdk/client/index.js';
import english from '../../../../web/messages/en.js';
import { standings } from '../certificate.js';
import { Findings } from '../../../tables/findings.js';
import type { PlannedRow } from './plan-rows.js';

/** What a run that sends would meet. */
export interface Foreseen {
  /** Of the rows that do not stand, in their order. */
  readonly outlooks: readonly RecordOutlook[];
  readonly refused: Findings;
  /** Those that would be stated, and not count. */
  readonly idle: Findings;
}

/** A question of more would keep a gateway from answering others for long. */
export const recordsPerQuestion = 200;

/** Asks the gateway what would become of each row that does not stand yet. Throws ProblemError, ClientError. */
export async function foresee(
  client: Pick<Client, 'outlook'>,
  rows: AsyncIterable<PlannedRow>,
  onProgress: (done: number) => void,
  unit: 'row' | 'line' = 'row',
): Promise<Foreseen> {
  const outlooks: RecordOutlook[] = [];
  const [refused, idle] = [new Findings(unit), new Findings(unit)];
  const ask = async (asked: readonly PlannedRow[]): Promise<void> => {
    const answers = await client.outlook(asked.map(({ record }) => record));
    answers.forEach((outlook, i) => {
      const row = asked[i]?.row ?? 0;
      outlooks.push(outlook);
      if ('refused' in outlook) for (const { reason } of outlook.refused) refused.add({ row, reason });
      else for (const reason of idleReasons(outlook, `${unit} of this file`)) idle.add({ row, reason });
    });
    onProgress(outlooks.length);
  };
  for await (const some of inParts(rows)) await ask(some);
  return { outlooks, refused, idle };
}

async function* inParts(rows: AsyncIterable<PlannedRow>): AsyncGenerator<readonly PlannedRow[]> {
  let part: PlannedRow[] = [];
  for await (const row of rows) {
    if (!row.stands) part.push(row);
    if (part.length < recordsPerQuestion) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

/** Why a record would not count, or not today. `other`: what decides it, where that is among what is asked about. */
export function idleReasons(
  outlook: Exclude<RecordOutlook, { readonly refused: unknown }>,
  other: string,
): readonly string[] {
  const { messages } = english;
  if (outlook.counts) {
    const { certificate } = outlook;
    if (certificate === undefined) return [];
    return [`a certificate that today is ${standings[certificate]}`];
  }
  const { among, final, flag } = outlook;
  const where = among === undefined ? '' : ` It is another ${other}.`;
  const later = final ? '' : ' It may count later.';
  return [`${flag}: ${messages[`record.flag.${flag}`]}${where}${later}`];
}

/** What a person is told of what would be stated in vain. `lines`: with their places. */
export const idleText = (lines: readonly string[]): readonly string[] => [
  '',
  'They would be on the ledger, but these would not count:',
  ...lines,
  'docs/standing.md says what each word means and what to do.',
];
