import type { Defect } from '../errors.js';
import { roles } from '../participants/types.js';
import type { AuthorityMatrix } from './types.js';

/** Roles the matrix names that do not exist. Kinds are open: one may be enabled before every gateway knows it. */
export function matrixDefects(matrix: AuthorityMatrix): Defect[] {
  const known: ReadonlySet<string> = new Set(roles);
  return Object.keys(matrix)
    .filter((role) => !known.has(role))
    .map((role) => ({ code: 'document_schema', reason: 'no such role', pointer: `/authority/${role}` }));
}
