import Type, { type TProperties } from 'typebox';
import { closed, oneOf, described } from '../../../chaincode/domain/records/common.js';
import { recordKinds, type RecordKind } from '../../../chaincode/domain/records/index.js';
import { dateFormats, type DateFormat } from '../forms/date-format.js';
import { delimiters, type Delimiter } from '../tables/layout.js';

/** Which of the cells of a column counts, or what becomes of them, where several rows make one record. */
export const combines = ['first', 'last', 'sum', 'earliest', 'latest'] as const;
export type Combine = (typeof combines)[number];

export const decimalSigns = ['.', ','] as const;
export type DecimalSign = (typeof decimalSigns)[number];

export const countryWritings = ['codes', 'names'] as const;
export type CountryWriting = (typeof countryWritings)[number];

const Heading = Type.String({ minLength: 1, maxLength: 1000 });
const ColumnName = Type.String({ minLength: 1, maxLength: 100 });
const Cell = Type.String({ maxLength: 10_000 });
const Filter = Type.Record(Type.String(), Type.Array(Cell, { minItems: 1, maxItems: 1000 }));
const Days = Type.Integer({ minimum: 0, maximum: 3650 });
const Name = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' });

const reading = {
  dates: oneOf(dateFormats, 'How days are written. One that could be read two ways is never guessed.'),
  timeZone: Type.String({
    description: 'Where days and times without an offset are to be read, as "America/Denver", or "UTC".',
  }),
  hours: oneOf(['round'], 'Times in columns of whole hours are rounded down.'),
  midnight: oneOf(['day'], 'A time of midnight stands for a whole day: the export writes one to each.'),
  delimiter: oneOf(delimiters, 'What parts cells; found in the headings if left out.'),
  encoding: Type.String({
    maxLength: 40,
    description: 'How characters are written, as "windows-1252" or "gb18030"; UTF-8 if left out.',
  }),
  quotes: oneOf(['none'], 'Quotation marks are characters as any other.'),
  sheet: Type.String({ maxLength: 100, description: 'The sheet of a workbook, where several hold cells.' }),
  decimals: oneOf(decimalSigns, 'The sign before the decimals of amounts.'),
  symbols: Type.Record(Type.String(), Type.String(), {
    description: 'A sign beside amounts -> the currency that it stands for, as "US $" -> "USD".',
  }),
  countries: oneOf(countryWritings, 'How countries are written: codes of two letters, or English names.'),
  optional: Type.Array(Type.String(), {
    description:
      'Headings that a file may lack, as if all cells under them were empty: exports let one choose.',
  }),
};

const meaning = {
  columns: Type.Record(
    Type.String(),
    Type.Union([ColumnName, Type.Array(ColumnName, { minItems: 1, maxItems: 16 })]),
    { description: 'Heading -> the column that it means, or a list of columns.' },
  ),
  constants: Type.Record(Type.String(), Cell, {
    description: 'Column -> what it holds where no cell of it is filled.',
  }),
  values: Type.Record(Type.String(), Type.Record(Type.String(), Cell), {
    description:
      'Column -> the file\'s word -> the record\'s; "*" stands for all other words, and "" leaves the cell empty.',
  }),
  only: described(Filter, 'Heading -> words: rows with another word are left out.'),
  except: described(Filter, 'Heading -> words: rows with one of them are left out.'),
  promises: closed(
    { dispatchBy: Type.Optional(Days), deliverBy: Type.Optional(Days) },
    'Days after the order, at whose end it was to be sent and delivered, where no cell says it.',
  ),
};

/** Members about what rows mean. */
export interface Meaning {
  readonly key?: readonly string[];
  readonly columns?: Readonly<Record<string, string | readonly string[]>>;
  readonly constants?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly only?: Readonly<Record<string, readonly string[]>>;
  readonly except?: Readonly<Record<string, readonly string[]>>;
  readonly promises?: { readonly dispatchBy?: number; readonly deliverBy?: number };
  readonly combine?: Readonly<Record<string, Combine>>;
}

const ofRows = {
  key: Type.Array(Heading, {
    minItems: 1,
    maxItems: 8,
    description: 'Headings whose cells say what a row is about: rows with the same cells are one record.',
  }),
  combine: Type.Record(Type.String(), oneOf(combines), {
    description:
      'Column -> which of its cells counts where several rows are one record; the first if left out.',
  }),
};

/** The same members, which may be left out. */
const optional = (properties: TProperties): TProperties =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, Type.Optional(schema)]));

const RecordSchema = closed({
  name: described(Name, 'Names what is stated for good: a later run knows by it what it stated.'),
  kind: oneOf(recordKinds, 'What kind of record it is.'),
  as: Type.Optional(described(Name, 'The role that states it; whoever runs the import if left out.')),
  table: Type.Optional(described(Name, 'The file whose rows it is made of.')),
  ...optional(ofRows),
  ...optional(meaning),
});

/** One of the records of an importer's map. */
export interface RecordDocument extends Meaning {
  readonly name: string;
  readonly kind: RecordKind;
  readonly as?: string;
  readonly table?: string;
}

const TableSchema = closed({
  file: Type.String({ minLength: 1, maxLength: 200, description: "The file's name." }),
  key: Type.Optional(ofRows.key),
  lookup: Type.Optional(
    Type.Record(Type.String(), Name, {
      description: 'Heading -> the table with a row for each of its cells.',
    }),
  ),
  sellers: Type.Optional(
    closed(
      {
        table: described(Name, 'The table whose rows name the sellers, by the same key.'),
        heading: described(Heading, 'The heading over its sellers.'),
        shares: Type.Optional(
          Type.Array(Heading, {
            minItems: 1,
            maxItems: 8,
            description: 'Its headings of amounts: their sum is the share of a seller.',
          }),
        ),
        divides: Type.Optional(
          Type.Array(Heading, {
            minItems: 1,
            maxItems: 8,
            description: 'Amounts that are divided by the shares; a share of nothing is left out.',
          }),
        ),
      },
      'Each row stands for every seller of what it is about.',
    ),
  ),
});

interface TableDocument {
  readonly file: string;
  readonly key?: readonly string[];
  readonly lookup?: Readonly<Record<string, string>>;
  readonly sellers?: {
    readonly table: string;
    readonly heading: string;
    readonly shares?: readonly string[];
    readonly divides?: readonly string[];
  };
}

/** Members about how cells are read. */
interface ReadingDocument {
  readonly dates?: DateFormat;
  readonly timeZone?: string;
  readonly hours?: 'round';
  readonly midnight?: 'day';
  readonly delimiter?: Delimiter;
  readonly encoding?: string;
  readonly quotes?: 'none';
  readonly sheet?: string;
  readonly decimals?: DecimalSign;
  readonly symbols?: Readonly<Record<string, string>>;
  readonly countries?: CountryWriting;
  readonly optional?: readonly string[];
}

/** A map of `stl csv`. */
export const CsvSchema = closed({ ...optional(reading), ...optional(meaning) });
export interface CsvDocument extends ReadingDocument, Omit<Meaning, 'key' | 'combine'> {}

/** A map of an importer. What stands beside `records` holds for each of them; a record's own members add to it. */
export const ImportSchema = closed({
  extends: Type.Optional(
    described(Name, 'A map that comes with stl: what stands here is added to it, or takes the place of it.'),
  ),
  ...optional(reading),
  ...optional(ofRows),
  ...optional(meaning),
  tables: Type.Optional(
    Type.Record(Type.String(), TableSchema, { description: 'Name -> a file, where there are several.' }),
  ),
  records: Type.Optional(
    Type.Array(RecordSchema, {
      minItems: 1,
      maxItems: 64,
      description: 'What is stated: several records from one row.',
    }),
  ),
});
export interface ImportDocument extends ReadingDocument, Meaning {
  readonly extends?: string;
  readonly tables?: Readonly<Record<string, TableDocument>>;
  readonly records: readonly [RecordDocument, ...RecordDocument[]];
}
