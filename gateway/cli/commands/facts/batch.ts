import type { Command } from 'commander';
import type { RecordCount } from '../../../sdk/client/index.js';
import { readRecordLines } from './record-lines.js';
import { askLater, countsOf, countsText, standingOfBatch } from '../../frame/counting.js';
import { StoppedHalfway } from '../../frame/failure.js';
import { note, result, table } from '../../frame/output.js';
import { inChunks, sendChunk, type ChunkOutcome } from './send-chunks.js';
import { addSigning, signingClient, type SigningOptions } from '../../frame/signing.js';

interface Options extends SigningOptions {
  readonly wait: boolean;
}

function cells(outcome: ChunkOutcome): string[] {
  switch (outcome.outcome) {
    case 'committed':
      return [outcome.lines, outcome.outcome, outcome.receipt.batch, `block ${outcome.receipt.block}`];
    case 'queued':
      return [outcome.lines, outcome.outcome, outcome.batch, `job ${outcome.job}`];
    case 'already-stated':
      return [outcome.lines, 'stated by an earlier run', '', ''];
  }
}

const runAgain =
  'Run the same command with the same file again: records that are on the ledger are not stated twice.';

export function batch(program: Command): void {
  const command = program
    .command('batch')
    .description(
      'sign a file of records, one JSON object a line, and send it; safe to run again with the same file only',
    )
    .argument('<file>', 'NDJSON in UTF-8')
    .option('--wait', 'wait until the ledger has them all', false);
  addSigning(command).action(async (file: string, options: Options, self: Command) => {
    const records = await readRecordLines(file);
    const signing = await signingClient(self, options);
    const outcomes: ChunkOutcome[] = [];
    const shown = (): string => table([['records', 'outcome', 'batch', ''], ...outcomes.map(cells)]);
    const halfway = (next: string) => (error: unknown) => {
      result(self, { batches: outcomes }, shown);
      throw new StoppedHalfway(next, error);
    };
    for (const chunk of inChunks(records)) {
      outcomes.push(await sendChunk(signing, chunk, options.wait).catch(halfway(runAgain)));
      note(`${outcomes.at(-1)?.lines ?? ''} of ${records.length} records sent`);
    }
    // Once all is stated: a later chunk may bring what an earlier one waits for.
    const answers: RecordCount[] = [];
    for (const outcome of outcomes) {
      if (outcome.outcome !== 'committed') continue;
      const asked = standingOfBatch(signing.client, outcome.receipt.batch);
      answers.push(...(await asked.catch(halfway(`${askLater} BATCH...`))));
    }
    const counts = countsOf(answers);
    result(self, { batches: outcomes, ...counts }, () =>
      [
        shown(),
        '',
        ...(outcomes.some(({ outcome }) => outcome === 'committed') ? [countsText(counts)] : []),
        ...(outcomes.some(({ outcome }) => outcome === 'queued')
          ? ['Whether what is queued counts shows once the ledger has it: stl standing BATCH']
          : []),
      ].join('\n'),
    );
  });
}
