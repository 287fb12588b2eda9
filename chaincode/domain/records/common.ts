import Type, {
  type Static,
  type TObject,
  type TProperties,
  type TSchema,
  type TString,
  type TUnsafe,
} from 'typebox';

/** An object that refuses unknown members: a fact must not carry what nobody agreed to read. */
export function closed<P extends TProperties>(properties: P, description?: string): TObject<P> {
  return Type.Object(properties, { additionalProperties: false, ...(description ? { description } : {}) });
}

/** One of a fixed list of strings, written as a JSON Schema `enum`. */
export function oneOf<const T extends readonly string[]>(
  values: T,
  description?: string,
): TUnsafe<T[number]> {
  return Type.Unsafe<T[number]>({ type: 'string', enum: values, ...(description ? { description } : {}) });
}

/** The same schema, with what it is for in the place where it stands. */
export function described<T extends TSchema>(schema: T, description: string): T {
  // TypeBox keeps what it knows of a schema in members that a spread would lose.
  const members = Object.getOwnPropertyDescriptors(schema);
  return Object.defineProperties(
    {},
    { ...members, description: { value: description, enumerable: true } },
  ) as T;
}

const pattern = (source: string, description: string): TString =>
  Type.String({ pattern: `^${source}$`, description });

export const ParticipantId = pattern('[a-z0-9][a-z0-9-]{0,62}', 'Participant id');
export const SellerId = pattern(
  '[a-z0-9][a-z0-9-]{0,62}\\.[A-Za-z0-9][A-Za-z0-9_-]{0,63}',
  'Seller id: <platform id>.<local id>',
);
/** RFC 3339 section 5.6, UTC, to the second. Whether the date exists is checked by `parseTime`. */
export const Time = pattern(
  '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z',
  'RFC 3339 UTC, seconds',
);
/** A time that a buyer's habits could be read from, so it is rounded to the hour. */
export const HourTime = pattern('[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:00:00Z', 'RFC 3339 UTC, whole hours');
/** base64url of 32 bytes; the last character carries two zero bits, so that one value has one spelling. */
export const Commitment = pattern('[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]', 'base64url of 32 bytes');
export const RecordId = pattern(
  '[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]\\.(0|[1-9][0-9]{0,3})',
  'Record id: <batch id>.<index>',
);
export const Country = pattern('[A-Z]{2}', 'ISO 3166-1 alpha-2');
export const Currency = pattern('[A-Z]{3}', 'ISO 4217');
export const Language = pattern('[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?', 'BCP 47');
/** A number or code that the issuer chose for something of its own: a certificate, a lot, a case. */
export const LocalId = pattern('[A-Za-z0-9][A-Za-z0-9._-]{0,63}', "The issuer's own id");
export const Scheme = pattern('[a-z0-9][a-z0-9.-]{0,63}', 'Scheme id');
export const Hostname = pattern(
  '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+',
  'DNS name, lower case, A-labels',
);

export const Place = pattern('[A-Z]{2}[A-Z2-9]{3}', 'UN/LOCODE');

/** An amount is a band: floor(2 * log10(minor units)), read from a table (see `amount-band.ts`). */
export const AmountBand = closed({ currency: Currency, band: Type.Integer({ minimum: 0, maximum: 30 }) });

export const Product = closed({
  gtin: Type.Optional(pattern('([0-9]{8}|[0-9]{12,14})', 'GS1 GTIN')),
  hs: Type.Optional(pattern('[0-9]{6}', 'HS 6-digit code')),
  tariff: Type.Optional(pattern('[0-9]{6,10}', 'Code of a national customs tariff, 6 to 10 digits')),
});
export type Product = Static<typeof Product>;

const mostParcels = 99;
export const ParcelNumber = Type.Integer({ minimum: 1, maximum: mostParcels });
export const ParcelCount = Type.Integer({
  minimum: 1,
  maximum: mostParcels,
  description: 'How many parcels the order goes in',
});

export const Evidence = Type.Array(
  closed({
    commitment: Commitment,
    mediaType: pattern('[a-z]+/[a-z0-9.+-]{1,60}', 'RFC 6838 media type'),
  }),
  { minItems: 1, maxItems: 8 },
);

/** Participants that may also state facts about an order: named by the platform. */
export const Parties = closed({
  carrier: Type.Optional(ParticipantId),
  customsBroker: Type.Optional(ParticipantId),
  paymentProvider: Type.Optional(ParticipantId),
});

/** Members that every kind may carry. */
export const optionalMembers = {
  evidence: Type.Optional(Evidence),
  jurisdiction: Type.Optional(Country),
};
