import Type, { type Static, type TSchema, type TUnsafe } from 'typebox';

/** Schemas that OpenAPI shows under a name of their own. `app.ts` registers all of them. */
export const components: TSchema[] = [];

/** Registers a schema under a name and returns the reference that routes and other schemas use. */
export function named<T extends TSchema>(name: string, schema: T): TUnsafe<Static<T>> {
  // Copied without TypeBox's own markers: a record's schema stays what the domain says.
  components.push({ ...schema, $id: name });
  return Type.Unsafe<Static<T>>({ $ref: `${name}#` });
}
