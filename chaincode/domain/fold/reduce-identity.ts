import type { Fact, FactBody } from './fact.js';
import { type Flags, type GroupDoc, standingFacts } from './group.js';
import { compareText } from './state.js';

type IdentityBody = Extract<FactBody, { kind: 'identity' }>;

/** Who a seller is, as far as standing facts say. Lists are sorted; what nobody stated is left out. */
export interface Profile {
  readonly country?: string;
  readonly domains: readonly string[];
  /** Sellers this one is the same as, says its platform. */
  readonly joinsOfPlatform: readonly string[];
  /** Sellers this one is the same as, says its own key. */
  readonly joinsOfSeller: readonly string[];
  readonly level?: string;
  /** `<country>/<registrar>/<number>` */
  readonly registers: readonly string[];
}

export const emptyProfile: Profile = {
  domains: [],
  joinsOfPlatform: [],
  joinsOfSeller: [],
  registers: [],
};

const sortedSet = (values: readonly string[]): string[] => [...new Set(values)].sort(compareText);

/** Each issuer's newest statement of a member counts; of several issuers the certifier's before the platform's. */
export function reduceIdentity(doc: GroupDoc): { flags: Flags; profile: Profile } {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, { withoutContested: false }, flags);
  const newest = (has: (body: IdentityBody) => boolean): IdentityBody[] => newestByIssuer(standing, has);
  const country = newest((body) => body.country !== '')[0]?.country;
  const level = newest((body) => body.level !== '')[0]?.level;
  const joins = (voice: 'platform' | 'seller') =>
    sortedSet(
      standing
        .map((fact) => fact.body as IdentityBody)
        .filter((body) => body.sameAs !== '' && body.voices.includes(voice))
        .map((body) => body.sameAs),
    );
  const profile = {
    ...(country === undefined ? {} : { country }),
    domains: sortedSet(newest((body) => body.domains.length > 0).flatMap((body) => body.domains)),
    joinsOfPlatform: joins('platform'),
    joinsOfSeller: joins('seller'),
    ...(level === undefined ? {} : { level }),
    registers: sortedSet(newest((body) => body.registers.length > 0).flatMap((body) => body.registers)),
  };
  return { flags, profile };
}

/** The newest fact of each issuer that has the member; the highest authority first, then the newest. */
function newestByIssuer(standing: readonly Fact[], has: (body: IdentityBody) => boolean): IdentityBody[] {
  const byIssuer = new Map<string, { fact: Fact; order: number }>();
  standing.forEach((fact, order) => {
    if (has(fact.body as IdentityBody)) byIssuer.set(fact.issuer, { fact, order });
  });
  return [...byIssuer.values()]
    .sort((a, b) => a.fact.rank - b.fact.rank || b.order - a.order)
    .map(({ fact }) => fact.body as IdentityBody);
}
