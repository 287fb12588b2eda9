import Type, { type Static, type TProperties } from 'typebox';
import { closed, oneOf, described } from '../../../chaincode/domain/records/common.js';
import { recordKinds } from '../../../chaincode/domain/records/index.js';
import { dateFormats } from '../forms/time-cell.js';
import { isTimeZone } from '../forms/time-zone.js';

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
  delimiter: oneOf([',', ';', '\t', '|'], 'What parts cells; found in the headings if left out.'),
  encoding: Type.String({
    maxLength: 40,
    description: 'How characters are written, as "windows-1252" or "gb18030"; UTF-8 if left out.',
  }),
  sheet: Type.String({ maxLength: 100, description: 'The sheet of a workbook; its first if left out.' }),
  decimals: oneOf(decimalSigns, 'The sign before the decimals of amounts.'),
  countries: oneOf(countryWritings, 'How countries are written: codes of two letters, or English names.'),
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
      "Column -> the file's word -> the record's; \"*\" stands for all other words, and \"\" leaves the cell empty.",
  }),
  only: described(Filter, 'Heading -> words: rows with another word are left out.'),
  except: described(Filter, 'Heading -> words: rows with one of them are left out.'),
  promises: closed(
    { dispatchBy: Type.Optional(Days), deliverBy: Type.Optional(Days) },
    'Days after the order, at whose end it was to be sent and delivered, where no cell says it.',
  ),
};

const ofRows = {
  key: Type.Array(Heading, {
    minItems: 1,
    maxItems: 8,
    description: 'Headings whose cells say what a row is about: rows with the same cells are one record.',
  }),
  combine: Type.Record(Type.String(), oneOf(combines), {
    description: 'Column -> which of its cells counts where several rows are one record; the first if left out.',
  }),
};

/** Members that may be left out. */
function optional<P extends TProperties>(properties: P): { [K in keyof P]: ReturnType<typeof Type.Optional<P[K]>> } {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, Type.Optional(schema)]),
  ) as { [K in keyof P]: ReturnType<typeof Type.Optional<P[K]>> };
}

const RecordDocument = closed({
  name: described(Name, 'Names what is stated for good: a later run knows by it what it stated.'),
  kind: oneOf(recordKinds, 'What kind of record it is.'),
  as: Type.Optional(described(Name, 'The role that states it; whoever runs the import if left out.')),
  table: Type.Optional(described(Name, 'The file whose rows it is made of.')),
  ...optional(ofRows),
  ...optional(meaning),
});

const TableDocument = closed({
  file: Type.String({ minLength: 1, maxLength: 200, description: "The file's name." }),
  key: Type.Optional(ofRows.key),
  lookup: Type.Optional(
    Type.Record(Type.String(), Name, { description: 'Heading -> the table with a row for each of its cells.' }),
  ),
});

/** A map of `stl csv`. */
export const CsvDocument = closed({ ...optional(reading), ...optional(meaning) });
export type CsvDocument = Static<typeof CsvDocument>;

/** A map of an importer. What stands beside `records` holds for each of them; a record's own members add to it. */
export const ImportDocument = closed({
  ...optional(reading),
  ...optional(ofRows),
  ...optional(meaning),
  tables: Type.Optional(
    Type.Record(Type.String(), TableDocument, { description: 'Name -> a file, where there are several.' }),
  ),
  records: Type.Array(RecordDocument, {
    minItems: 1,
    maxItems: 64,
    description: 'What is stated: several records from one row.',
  }),
});
export type ImportDocument = Static<typeof ImportDocument>;

/** What the schema cannot say of a member about reading. */
export function readingMistakes({ timeZone }: { readonly timeZone?: string }): { pointer: string; reason: string }[] {
  if (timeZone === undefined || isTimeZone(timeZone)) return [];
  return [
    {
      pointer: '/timeZone',
      reason: 'must be a name of the IANA time zones with its region, as "America/Denver", or "UTC"',
    },
  ];
}
