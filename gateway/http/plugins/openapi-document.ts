/** Parts of an OpenAPI 3.1 document that are worked on here. */
interface Described {
  headers?: Record<string, object>;
}
interface Operation {
  parameters?: object[];
  readonly requestBody?: object;
  readonly responses?: Record<string, Described>;
}
export interface OpenApiDocument {
  readonly paths?: Record<string, Record<string, Operation>>;
  readonly components?: object;
}

const field = (description: string): object => ({ description, schema: { type: 'string' } });

/** Fields that come with many answers. */
const answerFields = {
  'Content-Digest': field('sha-256 of the body (RFC 9530); the signature covers it'),
  'Signature-Input': field("What the organisation's signature covers (RFC 9421, tag `stl-v1-answer`)"),
  Signature: field("By the organisation's key, which /.well-known/jwks.json shows (RFC 9421)"),
  'X-Request-Id': field('Names the request to the operator of the gateway'),
  'Retry-After': field('Seconds after which to try again'),
};
const contentDigest = {
  name: 'Content-Digest',
  in: 'header',
  description: 'sha-256 of the body (RFC 9530); a must in a signed request',
  schema: { type: 'string' },
};

const references = (...names: readonly (keyof typeof answerFields)[]): Record<string, object> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

function fieldsOf(path: string, status: string): Record<string, object> {
  const mayBeSigned = path.startsWith('/v1/') || !status.startsWith('2');
  return {
    ...references('X-Request-Id'),
    ...(mayBeSigned ? references('Content-Digest', 'Signature-Input', 'Signature') : {}),
    ...(['429', '503', 'default'].includes(status) ? references('Retry-After') : {}),
  };
}

/**
 * A copy in which `const` stands without a type: it implies one. Beside `"type": "boolean"`, generators of clients overlook
 * it, and take `{"visible": true}` for what may only be `{"visible": false}`. Of a member that may be left out they write code
 * that does not run, so that one is described as any boolean: nothing is told apart by it.
 */
export function withPlainConstants(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPlainConstants);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => !(isConstant(value) && name === 'type'));
  const copy = Object.fromEntries(members.map(([name, member]) => [name, withPlainConstants(member)])) as {
    readonly properties?: object;
  };
  if (!isObjectSchema(value)) return copy;
  const optional = Object.entries(value.properties)
    .filter(([name, member]) => isConstant(member) && !value.required.includes(name))
    .map(([name, { description }]: [string, { description?: string }]) => [
      name,
      { type: 'boolean', ...(description === undefined ? {} : { description }) },
    ]);
  return { ...copy, properties: { ...copy.properties, ...(Object.fromEntries(optional) as object) } };
}

const isConstant = (value: unknown): value is { readonly const: boolean } =>
  typeof value === 'object' &&
  value !== null &&
  'const' in value &&
  'type' in value &&
  value.type === 'boolean';

const isObjectSchema = (
  value: object,
): value is { readonly properties: object; readonly required: readonly string[] } =>
  'properties' in value && 'required' in value && Array.isArray(value.required);

/** Says of every operation what plugins do for all: which fields its answers have, and which one goes with a body. */
export function describeFields({ components, paths, ...document }: OpenApiDocument): OpenApiDocument {
  for (const [path, operations] of Object.entries(paths ?? {})) {
    for (const operation of Object.values(operations)) {
      for (const [status, response] of Object.entries(operation.responses ?? {}))
        response.headers = { ...response.headers, ...fieldsOf(path, status) };
      if (operation.requestBody !== undefined) {
        operation.parameters = [
          ...(operation.parameters ?? []),
          { $ref: '#/components/parameters/ContentDigest' },
        ];
      }
    }
  }
  return {
    ...document,
    paths: paths ?? {},
    components: { ...components, headers: answerFields, parameters: { ContentDigest: contentDigest } },
  };
}
