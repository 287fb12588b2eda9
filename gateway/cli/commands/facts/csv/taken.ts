import type { Command } from 'commander';
import type { AuthorityMatrix } from '../../../../../chaincode/domain/consortium/document.js';
import type { Participant } from '../../../../../chaincode/domain/consortium/participant.js';
import {
  Authority,
  forNobody,
  rolesThatMay,
} from '../../../../../chaincode/domain/participants/authority.js';
import {
  notTakenYet,
  recordDefinitions,
  type RecordKind,
} from '../../../../../chaincode/domain/records/index.js';
import { ClientError, createClient, ProblemError, type Client } from '../../../../sdk/client/index.js';
import { globals } from '../../../frame/command.js';
import { note } from '../../../frame/output.js';
import { signingClient, type SigningOptions } from '../../../frame/signing.js';
import type { CsvRow } from '../../../maps/rows.js';

interface StatedAuthority {
  readonly foldVersion: number;
  readonly authority: AuthorityMatrix;
}

/**
 * Why the ledger would refuse rows, as far as the kind and who states them go: empty where it would not, undefined where
 * the gateway cannot be asked.
 */
export async function refusalsOf(
  kind: RecordKind,
  rows: readonly CsvRow[],
  options: SigningOptions,
  command: Command,
): Promise<readonly string[] | undefined> {
  try {
    const asker =
      options.key === undefined
        ? { client: createClient({ url: globals(command).url }), as: options.as }
        : await signingClient(command, options);
    return await found(kind, rows, asker);
  } catch (error) {
    if (!(error instanceof ClientError || error instanceof ProblemError)) throw error;
    note(`the gateway was not asked whether the ledger takes them: ${error.message}`);
    return undefined;
  }
}

async function found(
  kind: RecordKind,
  rows: readonly CsvRow[],
  { as, client }: { readonly client: Client; readonly as: string | undefined },
): Promise<readonly string[]> {
  const { authority, foldVersion } = (await client.get<StatedAuthority>('/v1/authority')).value;
  if (recordDefinitions[kind].since > foldVersion) return [notTakenYet(kind)];
  if (rolesThatMay(authority, kind).length === 0) return [forNobody(kind)];
  if (as === undefined) return [];
  const { value } = await client.get<Participant>(`/v1/participants/${encodeURIComponent(as)}`);
  const judge = new Authority(value, authority);
  const reasons = rows.flatMap(({ record }) => judge.defects(record).map(({ reason }) => reason));
  return [...new Set(reasons)];
}
