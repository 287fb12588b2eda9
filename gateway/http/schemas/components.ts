import Type, { type Static, type TSchema, type TUnsafe } from 'typebox';

/** Schemas that OpenAPI shows under a name of their own. `app.ts` registers all of them. */
export const components: TSchema[] = [];
const names = new Map<unknown, string>();

const reference = (name: string): { $ref: string } => ({ $ref: `${name}#` });

/**
 * Registers a schema under a name and returns the reference that routes and other schemas use. Where the schema holds
 * others that were named before it, it refers to them: generators of clients make one class for each name.
 */
export function named<T extends TSchema>(name: string, schema: T): TUnsafe<Static<T>> {
  components.push({ ...partsOf(schema), $id: name });
  names.set(schema, name);
  return Type.Unsafe<Static<T>>(reference(name));
}

/** A copy without TypeBox's own markers: a record's schema stays what the domain says. */
const partsOf = (schema: object): object =>
  Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, referring(value)]));

function referring(value: unknown): unknown {
  const name = names.get(value);
  if (name !== undefined) return reference(name);
  if (Array.isArray(value)) return value.map(referring);
  return typeof value === 'object' && value !== null ? partsOf(value) : value;
}
