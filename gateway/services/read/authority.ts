import Type, { type Static } from 'typebox';
import { isKindOf, recordKinds } from '../../../chaincode/domain/records/index.js';
import { closed, oneOf } from '../../../chaincode/domain/records/common.js';
import { roles, type Role } from '../../../chaincode/domain/consortium/participant.js';
import type { Queries } from '../../projection/port.js';

/** Who may state one kind of record on this ledger, now. */
export const KindAuthority = closed({
  kind: oneOf(recordKinds),
  /** Roles that may state it, each within its participant's scope. */
  roles: Type.Array(oneOf(roles)),
  /** False while the fold version that brought the kind is not in force: nobody may state it then. */
  inForce: Type.Boolean(),
});
export type KindAuthority = Static<typeof KindAuthority>;

/** The authority matrix by kind, as the ledger applies it to the next batch; empty before the consortium is founded. */
export function authorityOf(queries: Pick<Queries, 'consortium' | 'foldVersion'>): KindAuthority[] {
  const matrix = queries.consortium()?.authority;
  if (matrix === undefined) return [];
  const version = queries.foldVersion();
  return recordKinds.map((kind) => ({
    kind,
    roles: roles.filter((role: Role) => matrix[role]?.includes(kind) ?? false),
    inForce: isKindOf(version, kind),
  }));
}
