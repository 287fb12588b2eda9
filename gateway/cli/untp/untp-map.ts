import Type, { type Static } from 'typebox';
import { Country, Scheme, SellerId, closed, oneOf } from '../../../chaincode/domain/records/common.js';
import { compileSchema } from '../../../chaincode/domain/schema-check.js';
import { readMapOf } from '../frame/commented-json.js';

/** What a credential leaves open, or says in its own words. */
const UntpMap = closed({
  /** Whom it was issued to, by the party's `id` or `registeredId`. */
  sellers: Type.Optional(Type.Record(Type.String(), SellerId)),
  /** Which scheme of the ledger it is, by the scheme's `id`. */
  schemes: Type.Optional(Type.Record(Type.String(), Scheme)),
  /** Where a certificate holds that does not say so, by the scheme's `id`; `*` for all others. */
  jurisdictions: Type.Optional(Type.Record(Type.String(), Type.Array(Country, { minItems: 1 }))),
  /** The certificate's number on the ledger, by the attestation's `id`. */
  certificates: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** What it is about, by the attestation's `id`; `*` for all others. */
  subjects: Type.Optional(Type.Record(Type.String(), oneOf(['product', 'facility', 'organisation']))),
});
export type UntpMap = Static<typeof UntpMap>;

const check = compileSchema(UntpMap, 'document_schema');

/** JSON, comments allowed. Throws CliFailure that names every mistake with its place. */
export const readUntpMap = (path: string): Promise<UntpMap> => readMapOf(path, check, 'a map of credentials');

/** Of a table, also for names that every object has. */
export const looked = <T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
