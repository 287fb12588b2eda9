import { recordKinds, recordSchemas, type RecordKind } from '../../../chaincode/domain/records/index.js';
import { HourTime, Time } from '../../../chaincode/domain/records/common.js';

/** One value a person gives about a record: a spreadsheet column, an option, a question. */
export interface Column {
  /** As in a heading: the member's path with dots, `validUntil` or `lot.size`. */
  readonly name: string;
  /** As on the command line, without dashes: `valid-until`, `lot-size`. */
  readonly option: string;
  readonly path: readonly string[];
  readonly type: 'text' | 'integer' | 'time' | 'hour' | 'list' | 'products' | 'yes';
  readonly required: boolean;
  readonly choices?: readonly string[];
  readonly description: string;
}

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

const isProduct = (schema: Schema): boolean => schema.properties !== undefined && 'gtin' in schema.properties;

function typeOf(schema: Schema): Column['type'] | undefined {
  if (isProduct(schema) || (schema.items && isProduct(schema.items))) return 'products';
  if (schema.type === 'array') return schema.items?.type === 'string' ? 'list' : undefined;
  if (schema.type === 'integer') return 'integer';
  if (schema.const === true) return 'yes';
  if (schema.type !== 'string') return undefined;
  if (schema.pattern === (Time as Schema).pattern) return 'time';
  return schema.pattern === (HourTime as Schema).pattern ? 'hour' : 'text';
}

/** What the schema's own words leave open. */
const hints: Readonly<Record<string, string>> = {
  'Scheme id': 'a scheme in lower-case letters, digits, . and -, as iso-9001',
  'ISO 3166-1 alpha-2': 'a country of two capital letters, as DE',
  "The issuer's own id": 'your own number for it: letters, digits, . _ and -',
  'Seller id: <platform id>.<local id>': 'a seller id: <platform>.<number there>, as demo-platform.shop-0001',
};
const hinted = (schema: Schema | undefined): string | undefined =>
  hints[schema?.description ?? ''] ?? schema?.description;

/** Bounds that nobody meets are not told. */
const range = ({ minimum, maximum }: Schema): string =>
  minimum === undefined || maximum === undefined || maximum > 1_000_000
    ? ''
    : ` from ${minimum} to ${maximum}`;

function describe(schema: Schema, type: Column['type']): string {
  switch (type) {
    case 'time':
      return 'a day, 2027-12-31, or a time, 2027-12-31T23:59:59Z';
    case 'hour':
      return 'a day, 2027-12-31, or a whole hour, 2027-12-31T23:00:00Z';
    case 'integer':
      return `a whole number${range(schema)}`;
    case 'list':
      return `${hinted(schema.items) ?? 'texts'}; several with ; between them`;
    case 'products':
      return 'GTIN (8, 12, 13 or 14 digits), HS code (6 digits) or tariff code (tariff:9503007000)';
    case 'yes':
      return `${schema.description ?? ''}: yes, or nothing`;
    case 'text':
      return schema.enum?.join(', ') ?? hinted(schema) ?? '';
  }
}

function column(path: readonly string[], schema: Schema, type: Column['type'], required: boolean): Column {
  const name = path.join('.');
  return {
    name,
    option: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('.', '-'),
    path,
    type,
    required,
    description: `${name === 'at' ? 'when it happened: ' : ''}${describe(schema, type)}`,
    ...(schema.enum ? { choices: schema.enum } : {}),
  };
}

function collect(schema: Schema, path: readonly string[], required: boolean): Column[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const needed = required && (schema.required ?? []).includes(name);
    const type = typeOf(member);
    if (type !== undefined) return [column([...path, name], member, type, needed)];
    // Lists of objects (evidence, registers) have no place in one cell: a batch file can hold them.
    return collect(member, [...path, name], needed);
  });
}

/** What may take a record's place: a correction may not. */
export const replacedKinds = recordKinds.filter((kind) => kind !== 'correction');

/** What the schema of a correction cannot say of the record in it. */
const ofReplacement: Readonly<Record<string, Partial<Column>>> = {
  'replacement.kind': { choices: replacedKinds, description: 'what kind of record takes its place' },
  'replacement.seller': { description: "the correction's seller, also if left out" },
};

const known = new Map<RecordKind, readonly Column[]>();

/** The columns of a kind, in the order of its schema. What one cell cannot hold is left out. */
export function columnsOf(kind: RecordKind): readonly Column[] {
  const before = known.get(kind);
  if (before !== undefined) return before;
  const columns = collect(recordSchemas[kind] as Schema, [], true)
    .filter(({ name }) => name !== 'kind')
    .map((one) => ({ ...one, ...ofReplacement[one.name] }));
  known.set(kind, columns);
  return columns;
}
