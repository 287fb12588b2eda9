import { derivedColumns } from '../../gateway/cli/maps/derived.js';
import { CsvSchema, ImportSchema } from '../../gateway/cli/maps/document.js';
import type { Schema } from './schema-tables.js';

const membersOf = (schema: Schema | undefined): Readonly<Record<string, Schema>> => schema?.properties ?? {};

const words = (choices: readonly unknown[] | undefined): string =>
  choices === undefined
    ? ''
    : ` One of ${choices.map((one) => `\`${one === '\t' ? '\\t' : String(one)}\``).join(', ')}.`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Each member of a map once, and where it may stand. */
export function memberTable(): string {
  const importer = membersOf(ImportSchema as unknown as Schema);
  const places = {
    csv: membersOf(CsvSchema),
    importer,
    record: membersOf(importer['records']?.items),
  };
  const names = [...new Set(Object.values(places).flatMap((members) => Object.keys(members)))];
  const rows = names.map((name) => {
    const schema = places.importer[name] ?? places.record[name] ?? places.csv[name];
    const where = Object.entries(places).flatMap(([place, members]) => (name in members ? [place] : []));
    // Kinds are listed elsewhere.
    const choices = name === 'kind' ? undefined : schema?.enum;
    return `| \`${name}\` | ${where.join(', ')} | ${cell(`${schema?.description ?? ''}${words(choices)}`)} |`;
  });
  return ['| member | where | what it says |', '| --- | --- | --- |', ...rows].join('\n');
}

/** What a map may name besides the columns of records. */
export function derivedTable(): string {
  const rows = derivedColumns.map(({ description, forImporter, gives, name }) => {
    const made = gives.map((column) => `\`${column}\``).join(', ');
    return `| \`${name}\` | ${made} | ${forImporter ? 'importer' : 'both'} | ${cell(description)} |`;
  });
  return ['| column | makes | taken by | what it holds |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
