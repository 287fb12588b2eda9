import type { Defect } from '../errors.js';
import type { AuthorityMatrix } from '../consortium/document.js';
import type { Correction, FactRecord } from '../records/index.js';
import type { Participant, Role, Scope } from '../consortium/participant.js';

const none: readonly Defect[] = [];

const outOfScope = (pointer: string): readonly Defect[] => [
  { code: 'out_of_scope', reason: 'outside the scope of the issuer', pointer },
];

/** Members of `identity` that a seller's own key may state: it joins two ids, it vouches for nothing else. */
const sellerIdentity = new Set(['kind', 'seller', 'at', 'sameAs']);
const sellerSteps = new Set(['responded', 'appealed']);

/** A seller answers; it must not be able to open cases on, decide for or describe itself. */
function sellerMayState(record: FactRecord): boolean {
  if (record.kind === 'identity') return Object.keys(record).every((name) => sellerIdentity.has(name));
  return record.kind !== 'case' || sellerSteps.has(record.step);
}

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
  const { jurisdictions, schemes, sellers } = scope;
  if (sellers && !sellers.includes(record.seller)) return '/seller';
  if (schemes && record.kind === 'certification' && !schemes.includes(record.scheme)) return '/scheme';
  if (!jurisdictions) return undefined;
  const outside = (code: string | undefined): boolean => code !== undefined && !jurisdictions.includes(code);
  if (record.kind === 'certification' && record.jurisdictions.some(outside)) return '/jurisdictions';
  if (record.kind === 'identity') {
    if (outside(record.country)) return '/country';
    const entry = (record.registers ?? []).findIndex(({ country }) => outside(country));
    if (entry >= 0) return `/registers/${entry}/country`;
  }
  const named = record.kind === 'correction' ? undefined : record.jurisdiction;
  // Otherwise an inspector would leave its narrow scope by not saying where. A status or a correction states no place:
  // it follows what it refers to.
  if (record.kind === 'inspection' && named === undefined) return '/jurisdiction';
  return outside(named) ? '/jurisdiction' : undefined;
}

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
    if (record.replacement === undefined) return none;
    return this.#statement(record.replacement as unknown as FactRecord).map((defect) => ({
      ...defect,
      pointer: `/replacement${defect.pointer ?? ''}`,
    }));
  }

  #statement(record: FactRecord): readonly Defect[] {
    const roles = this.#rolesFor(record.kind);
    if (roles.length === 0) return [this.#kindDefect(record.kind)];
    const able = roles.filter((role) => role !== 'seller' || sellerMayState(record));
    if (able.length === 0) {
      return [{ code: 'not_authorised', reason: 'a seller may not state this', pointer: '/kind' }];
    }
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
    const enabled = Object.values(this.#matrix).some((kinds) => kinds.includes(kind));
    return enabled
      ? { code: 'not_authorised', reason: 'no role of the issuer may state this kind', pointer: '/kind' }
      : { code: 'kind_not_enabled', reason: 'kind is not enabled on this ledger', pointer: '/kind' };
  }
}
