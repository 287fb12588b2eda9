import Type, { type Static } from 'typebox';
import { Commitment, Country, Hostname, SellerId, Time, closed, oneOf, optionalMembers } from './common.js';
import type { RecordDefinition } from './definition.js';

/** Who the seller is. Borrowed from the UNTP Digital Identity Anchor and DSA Art. 30. */
export const Identity = closed({
  kind: Type.Literal('identity'),
  seller: SellerId,
  at: Time,
  country: Type.Optional(Country),
  level: Type.Optional(oneOf(['self-declared', 'document', 'register', 'on-site'])),
  registers: Type.Optional(
    Type.Array(
      closed({
        country: Country,
        registrar: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,63}$' }),
        number: Type.String({ pattern: '^[A-Z0-9][A-Z0-9./-]{0,39}$' }),
      }),
      { minItems: 1, maxItems: 8 },
    ),
  ),
  name: Type.Optional(Commitment),
  shopDomains: Type.Optional(Type.Array(Hostname, { minItems: 1, maxItems: 16 })),
  sameAs: Type.Optional(SellerId),
  ...optionalMembers,
});
export type Identity = Static<typeof Identity>;

export const identity: RecordDefinition<typeof Identity> = {
  schema: Identity,
  since: 1,
  check(record, findings) {
    const says = record.country ?? record.level ?? record.registers ?? record.name ?? record.shopDomains;
    findings.refuseIf(says === undefined && record.sameAs === undefined, '', 'record states nothing');
    findings.refuseIf(record.sameAs === record.seller, '/sameAs', 'seller is joined with itself');
    findings.country(record.country, '/country');
    record.registers?.forEach((entry, i) => findings.country(entry.country, `/registers/${i}/country`));
  },
};
