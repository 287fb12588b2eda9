import type { FactRecord } from '../../../../chaincode/domain/records/index.js';
import { mayPass, ProblemError, type Receipt } from '../../../sdk/client/index.js';
import { CliFailure, StoppedHalfway, usage } from '../../frame/failure.js';
import { askCounts, countsText, type Counts } from '../../frame/counting.js';
import { sentence } from '../../forms/sentence.js';
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
    if (mayPass(error)) throw new StoppedHalfway(inDoubt(record), error);
    if (!(error instanceof ProblemError) || error.code !== 'jti_conflict') throw error;
    throw new CliFailure('you have stated this very fact before; nothing was sent', {
      code: 'already_stated',
      cause: error,
    });
  });
  const id = `${receipt.batch}.0`;
  const counts = await askCounts(client, [id]).catch((error: unknown) => {
    throw new StoppedHalfway(
      `It is stated. Whether it counts is to be asked later: stl standing ${id}`,
      error,
    );
  });
  return { record: id, receipt, ...counts };
}

/** With another time it would be another fact, and the first might be there, too. */
const inDoubt = ({ at }: FactRecord): string =>
  `Whether it is stated is not known. Run the same command again with --at ${at}: then it is not stated twice.`;

/** For people: where the record now stands. */
export function stated(done: Stated): string {
  const { receipt, record } = done;
  return `Stated at ${receipt.time}, block ${receipt.block}. Record id:\n\n  ${record}\n\n${countsText(done)}`;
}
