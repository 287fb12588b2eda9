import type { Defect } from '../errors.js';
import { roles } from '../consortium/participant.js';
import { newestFold } from '../fold-version.js';
import { isKindOf, recordKinds } from '../records/index.js';
import type { AuthorityMatrix } from '../consortium/document.js';

/**
 * Roles and kinds the matrix names that do not exist. A chaincode must know a kind to enable it; nobody may write one
 * before the fold version that brought it is in force.
 */
export function matrixDefects(matrix: AuthorityMatrix): Defect[] {
  const knownRoles: ReadonlySet<string> = new Set(roles);
  const knownKinds: ReadonlySet<string> = new Set(recordKinds.filter((kind) => isKindOf(newestFold, kind)));
  const unknown = (reason: string, pointer: string): Defect => ({ code: 'document_schema', reason, pointer });
  return Object.entries(matrix).flatMap(([role, kinds]) => [
    ...(knownRoles.has(role) ? [] : [unknown('no such role', `/authority/${role}`)]),
    ...kinds.flatMap((kind, i) =>
      knownKinds.has(kind) ? [] : [unknown('no such record kind', `/authority/${role}/${i}`)],
    ),
  ]);
}
