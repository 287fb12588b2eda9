import type { FactRecord } from '../../../../chaincode/domain/records/index.js';
import { ProblemError, type Receipt } from '../../../sdk/client/index.js';
import { CliFailure, usage } from '../../frame/failure.js';
import { askCounts, countsText, type Counts } from '../../frame/counting.js';
import { sentence } from './forms/sentence.js';
import { note, wrapped } from '../../frame/output.js';
import { canAsk, confirm } from '../../frame/prompt.js';
import type { SigningClient } from '../../frame/signing.js';

export interface Stated extends Counts {
  readonly record: string;
  readonly receipt: Receipt;
}

/** Shows what will be signed, asks unless `yes`, signs, sends and waits. Returns the record's id and receipt. */
export async function stateRecord(
  { client, as }: SigningClient,
  record: FactRecord,
  yes: boolean,
): Promise<Stated> {
  note('You sign this, for good; a later correction can take it back, but not hide it:\n');
  note(`${wrapped(sentence(as, record))}\n`);
  if (!yes) {
    if (!canAsk()) throw usage('nobody can be asked here: add --yes to sign without a question');
    if (!(await confirm('Sign and send?'))) throw new CliFailure('not signed', { code: 'declined' });
  }
  const batch = await client.signBatch([record], { as });
  const receipt = await client.deliver(batch).catch((error: unknown) => {
    if (!(error instanceof ProblemError) || error.code !== 'jti_conflict') throw error;
    throw new CliFailure('you have stated this very fact before; nothing was sent', {
      code: 'already_stated',
      cause: error,
    });
  });
  const id = `${receipt.batch}.0`;
  return { record: id, receipt, ...(await askCounts(client, [id])) };
}

/** For people: where the record now stands. */
export function stated(done: Stated): string {
  const { receipt, record } = done;
  return `Stated at ${receipt.time}, block ${receipt.block}. Record id:\n\n  ${record}\n\n${countsText(done)}`;
}
