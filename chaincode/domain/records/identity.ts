import Type, { type Static } from 'typebox';
import { Commitment, Country, Hostname, SellerId, Time, closed, oneOf, optionalMembers } from './common.js';
import type { RecordDefinition } from './definition.js';
import { isTradingName, tradingNameMax } from './trading-name.js';

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
  tradingName: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: tradingNameMax,
      description: "A company's public trading name, 1 to 100 UTF-16 units; never a person's",
    }),
  ),
  natural: Type.Optional(Type.Literal(true, { description: 'A sole trader: a natural person' })),
  shopDomains: Type.Optional(Type.Array(Hostname, { minItems: 1, maxItems: 16 })),
  sameAs: Type.Optional(SellerId),
  ...optionalMembers,
});
export type Identity = Static<typeof Identity>;

export const identity: RecordDefinition<typeof Identity> = {
  schema: Identity,
  since: 1,
  check(record, findings) {
    const { country, level, name, natural, registers, sameAs, shopDomains, tradingName } = record;
    const says = country ?? level ?? registers ?? name ?? shopDomains ?? sameAs ?? tradingName ?? natural;
    findings.refuseIf(says === undefined, '', 'record states nothing');
    findings.refuseIf(
      tradingName !== undefined && !isTradingName(tradingName),
      '/tradingName',
      'too long, with a space at an end, or with characters that are not seen',
    );
    // What a person trades under leads to the person, and would stand on the ledger for good.
    findings.refuseIf(
      tradingName !== undefined && natural === true,
      '/tradingName',
      "a sole trader's name is a person's",
    );
    findings.refuseIf(sameAs === record.seller, '/sameAs', 'seller is joined with itself');
    findings.country(country, '/country');
    registers?.forEach((entry, i) => findings.country(entry.country, `/registers/${i}/country`));
  },
};
