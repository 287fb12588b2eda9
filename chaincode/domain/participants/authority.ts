import type { Defect } from '../errors.js';
import type { AuthorityMatrix } from '../consortium/document.js';
import type { Correction, FactRecord } from '../records/index.js';
import { replacementOf } from '../records/replacement.js';
import { bySeller, isOutside, outsideScope } from './kind-limits.js';
import type { Participant, Role, Scope } from '../consortium/participant.js';

const none: readonly Defect[] = [];

const outOfScope = (pointer: string): readonly Defect[] => [
  { code: 'out_of_scope', reason: 'outside the scope of the issuer', pointer },
];

type Reach = (participant: Participant, seller: string) => boolean;
const everySeller: Reach = () => true;

/** The sellers that a role may speak of, before its scope narrows them. */
const reaches: Readonly<Record<Role, Reach>> = {
  // A platform knows only its own sellers; another's history is not its to write.
  platform: ({ id }, seller) => seller.startsWith(`${id}.`),
  seller: ({ scope }, seller) => scope.sellers?.includes(seller) ?? false,
  certifier: everySeller,
  inspector: everySeller,
  carrier: everySeller,
  'customs-broker': everySeller,
  'payment-provider': everySeller,
  arbiter: everySeller,
};

function narrowed(scope: Scope, record: FactRecord): string | undefined {
  if (scope.sellers?.includes(record.seller) === false) return '/seller';
  const pointer = outsideScope(record.kind, record, scope);
  if (pointer !== undefined || record.kind === 'correction') return pointer;
  return isOutside(scope, record.jurisdiction) ? '/jurisdiction' : undefined;
}

/** Roles that may state a kind, in the order of the matrix. */
export function rolesThatMay(matrix: AuthorityMatrix, kind: string): readonly string[] {
  return Object.entries(matrix).flatMap(([role, kinds]) => (kinds.includes(kind) ? [role] : []));
}

const onlyFor = (kind: string, roles: readonly string[]): string =>
  `no role of the issuer may state kind ${kind}: ${roles.join(' and ')} may`;
export const forNobody = (kind: string): string =>
  `no role may state kind ${kind} on this ledger: the consortium gives it to one by a proposal`;

/** What one participant may state, by role and kind, narrowed by its scope. Build one per batch. */
export class Authority {
  readonly #participant: Participant;
  readonly #matrix: AuthorityMatrix;
  /** Roles of the participant that may write a kind; filled as kinds occur. */
  readonly #roles = new Map<string, readonly Role[]>();

  constructor(participant: Participant, matrix: AuthorityMatrix) {
    this.#participant = participant;
    this.#matrix = matrix;
  }

  /** Why the participant may not state this record: `kind_not_enabled`, `not_authorised` or `out_of_scope`. */
  defects(record: FactRecord): readonly Defect[] {
    const found = this.#statement(record);
    if (found.length > 0 || record.kind !== 'correction') return found;
    return this.#replacement(record);
  }

  // A replacement takes a record's place: without this, a correction would let anyone state any kind.
  #replacement(record: Correction): readonly Defect[] {
    const replacement = replacementOf(record);
    if (replacement === undefined) return none;
    return this.#statement(replacement).map((defect) => ({
      ...defect,
      pointer: `/replacement${defect.pointer ?? ''}`,
    }));
  }

  #statement(record: FactRecord): readonly Defect[] {
    const roles = this.#rolesFor(record.kind);
    if (roles.length === 0) return [this.#kindDefect(record.kind)];
    const able = roles.filter((role) => role !== 'seller' || bySeller(record.kind, record));
    if (able.length === 0)
      return [{ code: 'not_authorised', reason: 'a seller may not state this', pointer: '/kind' }];

    if (!able.some((role) => reaches[role](this.#participant, record.seller))) return outOfScope('/seller');
    const pointer = narrowed(this.#participant.scope, record);
    return pointer === undefined ? none : outOfScope(pointer);
  }

  #rolesFor(kind: string): readonly Role[] {
    let roles = this.#roles.get(kind);
    if (!roles) {
      roles = this.#participant.roles.filter((role) => this.#matrix[role]?.includes(kind));
      this.#roles.set(kind, roles);
    }
    return roles;
  }

  #kindDefect(kind: string): Defect {
    const able = rolesThatMay(this.#matrix, kind);
    return able.length > 0
      ? { code: 'not_authorised', reason: onlyFor(kind, able), pointer: '/kind' }
      : { code: 'kind_not_enabled', reason: forNobody(kind), pointer: '/kind' };
  }
}
