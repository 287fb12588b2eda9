import Type, { type Static } from 'typebox';
import { Country, Scheme, described, oneOf } from '../../../chaincode/domain/records/common.js';
import { activities, noHistory, recentDays, sorts } from '../../services/read/directory/asked.js';
import type { SellersAsked } from '../../services/read/directory/asked.js';
import { soughtCharactersMax } from '../../services/read/directory/sought.js';
import { SellerId, closed, page, pageQuery } from './common.js';

const Band = Type.String({ maxLength: 64 });
const bandsMax = 16;

export const SellersQuery = closed({
  ...pageQuery,
  q: Type.Optional(
    Type.String({
      maxLength: soughtCharactersMax,
      description:
        'A web address, a domain, a name, an id or the number of a certificate, or a part of one; without regard to case and accents',
    }),
  ),
  band: Type.Optional(
    Type.Union([Band, Type.Array(Band, { maxItems: bandsMax })], {
      description: `A band of the policy in force, or ${noHistory}; given several times: one of these`,
    }),
  ),
  country: Type.Optional(Country),
  scheme: Type.Optional(described(Scheme, 'A certificate of this scheme is valid today')),
  activity: Type.Optional(
    oneOf(activities, `recent: a fact in the last ${recentDays} days; dormant: as a score says it`),
  ),
  sort: Type.Optional(
    oneOf(sorts, 'Without it: what fits `q` best first, else the order in which sellers were first named'),
  ),
});
type SellersQuery = Static<typeof SellersQuery>;

export const SellersPage = closed({
  ...page(closed({ id: SellerId })).properties,
  total: Type.Optional(Type.Integer({ description: 'How many fit; left out where nothing was asked for' })),
});

/** Undefined where the list of all sellers is asked for. */
export function askedIn({
  activity,
  band,
  country,
  q,
  scheme,
  sort,
}: SellersQuery): SellersAsked | undefined {
  const bands = band === undefined ? [] : [band].flat();
  const isAsked = [activity, band, country, q, scheme, sort].some((one) => one !== undefined);
  return isAsked ? { text: q ?? '', bands, country, scheme, activity, sort } : undefined;
}
