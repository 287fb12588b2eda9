import { policyNames } from '../../chaincode/domain/consortium/policy-document.js';
import { roles } from '../../chaincode/domain/consortium/participant.js';
import * as common from '../../chaincode/domain/records/common.js';

/** As much of a JSON Schema as the reference pages tell. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly uniqueItems?: boolean;
}

/** Texts that have a name, by their pattern. */
const named = new Map(
  Object.values(common).flatMap((one) => {
    const { description, pattern, type } = one as Schema;
    return type === 'string' && pattern !== undefined && description !== undefined
      ? [[pattern, description.split(':', 1)[0] ?? ''] as const]
      : [];
  }),
);

const lists = new Map<string, string>([
  [JSON.stringify(roles), 'a role'],
  [JSON.stringify(policyNames), `one of ${policyNames.map((name) => `\`${name}\``).join(', ')}`],
]);

/** The form of a value in words. */
function form(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) {
    return (
      lists.get(JSON.stringify(schema.enum)) ?? schema.enum.map((value) => `\`${String(value)}\``).join(' ')
    );
  }
  if (schema.anyOf !== undefined) return schema.anyOf.map(form).join(' or ');
  if (schema.type === 'integer') {
    const { maximum, minimum } = schema;
    return maximum === undefined ? `integer from ${minimum}` : `integer ${minimum} to ${maximum}`;
  }
  if (schema.type === 'array') {
    const { items = {}, maxItems, minItems = 0, uniqueItems } = schema;
    const count = maxItems === undefined ? `${minItems} or more` : `${minItems} to ${maxItems}`;
    return `list of ${count}${uniqueItems === true ? ', no two alike' : ''}: ${form(items)}`;
  }
  if (schema.type === 'object') return 'object';
  if (schema.type === 'boolean') return '`true` or `false`';
  const { maxLength, minLength, pattern } = schema;
  if (pattern !== undefined)
    return named.get(pattern) ?? `text of the form \`${pattern.replaceAll('|', '\\|')}\``;
  if (maxLength === undefined) return 'text';
  return `text of ${minLength ?? 0} to ${maxLength} characters`;
}

type Row = readonly [name: string, required: boolean, schema: Schema];

/** An object's members, and those of objects within, by their path: `signKey.kid`, `policies[].name`. */
function rowsOf(schema: Schema, path: string, isKnown: (path: string) => boolean): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const at = `${path}${name}`;
    const required = schema.required?.includes(name) ?? false;
    return [[at, required, member] as const, ...within(member, at, isKnown)];
  });
}

function within(schema: Schema, at: string, isKnown: (path: string) => boolean): Row[] {
  if (isKnown(at)) return [];
  if (schema.type === 'array') return within(schema.items ?? {}, `${at}[]`, isKnown);
  if (schema.anyOf !== undefined) return [];
  const [valueSchema] = Object.values(schema.patternProperties ?? {});
  if (valueSchema !== undefined)
    return [[`${at}.*`, false, valueSchema] as const, ...within(valueSchema, `${at}.*`, isKnown)];

  return rowsOf(schema, `${at}.`, isKnown);
}

/** A table of the members of a schema. `elsewhere`: paths of members whose own members have a table of their own. */
export function schemaTable(schema: Schema, elsewhere: Readonly<Record<string, string>> = {}): string {
  const rows = rowsOf(schema, '', (path) => Object.hasOwn(elsewhere, path)).map(
    ([name, required, member]) => {
      const link = elsewhere[name] === undefined ? '' : `; [its members](${elsewhere[name]})`;
      const { description = '' } = member;
      const said = description === form(member) ? '' : description;
      return `| \`${name}\` | ${required ? 'yes' : ''} | ${form(member)}${link} | ${said} |`;
    },
  );
  return ['| member | required | form | what it is |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
