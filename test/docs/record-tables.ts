import { recordKinds, recordSchemas } from '../../chaincode/domain/records/index.js';

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly uniqueItems?: boolean;
}

/** The form of a member in words, from its schema. */
function form(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(' ');
  if (schema.type === 'integer') return `integer ${schema.minimum} to ${schema.maximum}`;
  if (schema.type === 'array') {
    const repeats = schema.uniqueItems ? ', no two alike' : '';
    return `list of ${schema.minItems ?? 0} to ${schema.maxItems}${repeats}: ${form(schema.items ?? {})}`;
  }
  if (schema.type === 'object') {
    const members = Object.entries(schema.properties ?? {}).map(
      ([name, member]) =>
        `\`${name}\`${schema.required?.includes(name) ? '' : ' (optional)'}: ${form(member)}`,
    );
    return `object { ${members.join('; ')} }`;
  }
  // `Seller id: <platform id>.<local id>` is spelt out once, above the tables.
  if (schema.description) return schema.description.split(':', 1)[0] ?? '';
  return schema.pattern ? `text of the form \`${schema.pattern}\`` : 'text';
}

/** A table of members for each record kind, for docs/batch-format.md. */
export function recordTables(): string {
  const parts = recordKinds.flatMap((kind) => {
    const { properties = {}, required = [] } = recordSchemas[kind] as unknown as Schema;
    const rows = Object.entries(properties).map(
      ([name, schema]) => `| \`${name}\` | ${required.includes(name) ? 'yes' : ''} | ${form(schema)} |`,
    );
    return [`### ${kind}`, ['| member | required | form |', '| --- | --- | --- |', ...rows].join('\n')];
  });
  return `\n${parts.join('\n\n')}\n`;
}
