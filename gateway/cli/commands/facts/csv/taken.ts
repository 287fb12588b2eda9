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
  type FactRecord,
  type RecordKind,
} from '../../../../../chaincode/domain/records/index.js';
import type { Client } from '../../../../sdk/client/index.js';

/** Why the ledger would refuse a record, as far as its kind and who states it go; undefined where it would not. */
export type Judge = (record: FactRecord) => string | undefined;

interface StatedAuthority {
  readonly foldVersion: number;
  readonly authority: AuthorityMatrix;
}

/** Asks what a ledger takes of a kind; of `as` where one is named. Throws ClientError, ProblemError. */
export async function judgeOf(
  kind: RecordKind,
  { as, client }: { readonly client: Pick<Client, 'get'>; readonly as: string | undefined },
): Promise<Judge> {
  const { authority, foldVersion } = (await client.get<StatedAuthority>('/v1/authority')).value;
  if (recordDefinitions[kind].since > foldVersion) return () => notTakenYet(kind);
  if (rolesThatMay(authority, kind).length === 0) return () => forNobody(kind);
  if (as === undefined) return () => undefined;
  const { value } = await client.get<Participant>(`/v1/participants/${encodeURIComponent(as)}`);
  const judge = new Authority(value, authority);
  return (record) => judge.defects(record)[0]?.reason;
}
