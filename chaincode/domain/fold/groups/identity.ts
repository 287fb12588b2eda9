import type { Fact } from '../fact.js';
import { type Flags, type GroupDoc, standingFacts } from '../group.js';
import { profileOf, saveProfile } from '../joins.js';
import type { IdentityBody } from '../kinds/identity.js';
import type { Profile } from '../profile.js';
import { compareText } from '../state.js';
import { type GroupRules, nothingCounted } from './group-rules.js';

const sortedSet = (values: readonly string[]): string[] => [...new Set(values)].sort(compareText);

/** Each issuer's newest statement of a member counts; of several issuers the certifier's before the platform's. */
export function reduceIdentity(doc: GroupDoc<IdentityBody>): { flags: Flags; profile: Profile } {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, { withoutContested: false }, flags);
  const newest = (has: (body: IdentityBody) => boolean): IdentityBody[] => newestByIssuer(standing, has);
  const country = newest((body) => body.country !== '')[0]?.country;
  const level = newest((body) => body.level !== '')[0]?.level;
  const natural = newest((body) => body.natural).length > 0;
  // A name that a platform gave before it knew better would be a person's.
  const tradingName = natural ? undefined : newest((body) => body.tradingName !== '')[0]?.tradingName;
  const joins = (voice: 'platform' | 'seller') =>
    sortedSet(
      standing
        .map((fact) => fact.body)
        .filter((body) => body.sameAs !== '' && body.voices.includes(voice))
        .map((body) => body.sameAs),
    );
  const profile: Profile = {
    ...(country === undefined ? {} : { country }),
    domains: sortedSet(newest((body) => body.domains.length > 0).flatMap((body) => body.domains)),
    joinsOfPlatform: joins('platform'),
    joinsOfSeller: joins('seller'),
    ...(level === undefined ? {} : { level }),
    ...(natural ? { natural } : {}),
    registers: sortedSet(newest((body) => body.registers.length > 0).flatMap((body) => body.registers)),
    ...(tradingName === undefined ? {} : { tradingName }),
  };
  return { flags, profile };
}

/** The newest fact of each issuer that has the member; the highest authority first, then the newest. */
function newestByIssuer(
  standing: readonly Fact<IdentityBody>[],
  has: (body: IdentityBody) => boolean,
): IdentityBody[] {
  const byIssuer = new Map<string, { fact: Fact<IdentityBody>; order: number }>();
  standing.forEach((fact, order) => {
    if (has(fact.body)) byIssuer.set(fact.issuer, { fact, order });
  });
  return [...byIssuer.values()]
    .sort((a, b) => a.fact.rank - b.fact.rank || b.order - a.order)
    .map(({ fact }) => fact.body);
}

/** Not limited: of an identity the newest statement counts, so that a limit would freeze it. */
export const identities: GroupRules<'identity', IdentityBody> = {
  isLimited: false,
  contribution: nothingCounted,
  flags: (doc) => reduceIdentity(doc).flags,
  settle: (state, { seller }, _before, now) =>
    saveProfile(state, seller, profileOf(state, seller), reduceIdentity(now).profile),
};
