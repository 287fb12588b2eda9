import type { Case, RecordKind, RecordOf } from '../records/index.js';
import type { Scope } from '../consortium/participant.js';

/** What limits statements of one kind, besides the authority matrix. */
interface KindLimits<R> {
  /** Whether a seller's own key may state it. It answers; it must not open cases on, decide for or describe itself. */
  readonly bySeller: (record: R) => boolean;
  /** Pointer to what lies outside the issuer's scope, besides the seller and the `jurisdiction` it names. */
  readonly outside: (record: R, scope: Scope) => string | undefined;
}

const free: KindLimits<unknown> = { bySeller: () => true, outside: () => undefined };

/** Members of `identity` that a seller's own key may state: it joins two ids, it vouches for nothing else. */
const sellerIdentity = new Set(['kind', 'seller', 'at', 'sameAs']);

const isSellersStep: Readonly<Record<Case['step'], boolean>> = {
  opened: false,
  responded: true,
  resolved: false,
  appealed: true,
  'appeal-decided': false,
};

/** True for a country that a scope leaves out. */
export function isOutside({ jurisdictions }: Scope, country: string | undefined): boolean {
  return jurisdictions !== undefined && country !== undefined && !jurisdictions.includes(country);
}

const kindLimits: { readonly [K in RecordKind]: KindLimits<RecordOf<K>> } = {
  identity: {
    bySeller: (record) => Object.keys(record).every((name) => sellerIdentity.has(name)),
    outside({ country, registers = [] }, scope) {
      if (isOutside(scope, country)) return '/country';
      const entry = registers.findIndex((one) => isOutside(scope, one.country));
      return entry >= 0 ? `/registers/${entry}/country` : undefined;
    },
  },
  order: free,
  fulfilment: free,
  inspection: {
    ...free,
    // Otherwise an inspector would leave its narrow scope by not saying where.
    outside: ({ jurisdiction }, { jurisdictions }) =>
      jurisdictions && jurisdiction === undefined ? '/jurisdiction' : undefined,
  },
  review: free,
  certification: {
    ...free,
    outside({ jurisdictions, scheme }, scope) {
      if (scope.schemes?.includes(scheme) === false) return '/scheme';
      return jurisdictions.some((country) => isOutside(scope, country)) ? '/jurisdictions' : undefined;
    },
  },
  // Follows the certificate it names, which is its issuer's own.
  'certification-status': free,
  payment: free,
  case: { ...free, bySeller: ({ step }) => isSellersStep[step] },
  // Follows the record it corrects; what it puts in its place is judged as if stated alone.
  correction: free,
  trace: free,
  reply: free,
};

export function bySeller<K extends RecordKind>(kind: K, record: RecordOf<K>): boolean {
  return kindLimits[kind].bySeller(record);
}

export function outsideScope<K extends RecordKind>(
  kind: K,
  record: RecordOf<K>,
  scope: Scope,
): string | undefined {
  return kindLimits[kind].outside(record, scope);
}
