import type { JsonObject } from '../../../chaincode/domain/canonical.js';
import type { RecordKind } from '../../../chaincode/domain/records/index.js';
import { mistakeLines, readCommented, type CommentedJson } from '../frame/commented-json.js';
import { CliFailure } from '../frame/failure.js';
import type { Layout } from '../tables/layout.js';
import { CsvSchema, ImportSchema, type CsvDocument, type ImportDocument } from './document.js';
import { documentMistakes, type MapMistake } from './document-check.js';
import { extended } from './extended.js';
import { meaningMistakes, wholeMistakes } from './meaning-check.js';
import { readingMistakes, readingOf } from './reading.js';
import { recordMapOf } from './record-document.js';
import type { CsvMap, ImportMap, Reading } from './record-map.js';
import { shippedMaps } from './shipped/index.js';
import { joinMistakes, tableMapsOf } from './table-map.js';

/** Without a map: headings are columns, and days are those of UTC. */
export const noMap = (kind: RecordKind): CsvMap => ({
  ...readingOf({}),
  promiseDays: 'utc',
  record: recordMapOf({ name: kind, kind }, {}, 'csv', readingOf({})),
});

/** The map of `stl csv` in a file. Throws CliFailure `map_malformed` that names every mistake with its place. */
export async function readCsvMap(path: string, kind: RecordKind): Promise<CsvMap> {
  if (Object.hasOwn(shippedMaps, path)) return refuseImporters(path);
  return csvMapOf(await read(path), kind, path);
}

/** The importer's map in a file, or the shipped one of a name. Throws CliFailure `map_malformed`. */
export async function readImportMap(pathOrName: string): Promise<ImportMap> {
  const shipped = shippedMap(pathOrName);
  if (shipped !== undefined) return withAdvice(pathOrName, () => importMapOf(shipped, pathOrName));
  try {
    return importMapOf(await read(pathOrName), pathOrName);
  } catch (error) {
    if (!(error instanceof CliFailure) || /[./\\]/.test(pathOrName)) throw error;
    throw new CliFailure(`${pathOrName} is neither a file nor the name of a map that comes with stl`, {
      code: 'map_malformed',
      details: [`maps that come with it: ${Object.keys(shippedMaps).sort().join(', ')}`],
      cause: error,
    });
  }
}

/** A map that comes with the program, as if it stood in a file. */
function shippedMap(name: string): CommentedJson | undefined {
  if (!Object.hasOwn(shippedMaps, name)) return undefined;
  return { value: shippedMaps[name]?.map as unknown as JsonObject, at: () => name };
}

/** Maps that come with the program leave open what differs from shop to shop. */
function withAdvice(name: string, attempt: () => ImportMap): ImportMap {
  try {
    return attempt();
  } catch (cause) {
    if (!(cause instanceof CliFailure)) throw cause;
    const own = `{"extends": "${name}", "timeZone": "America/Denver", "promises": {"dispatchBy": 2, "deliverBy": 8}}`;
    throw new CliFailure(`the map ${name} leaves open what your shop alone knows`, {
      code: cause.code,
      details: [...cause.details, `write that into a file of your own, and name it by --map; as ${own}`],
      cause,
    });
  }
}

async function read(path: string): Promise<CommentedJson> {
  try {
    return await readCommented(path);
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    throw new CliFailure(error.message, { code: 'map_malformed', details: error.details, cause: error });
  }
}

/** Throws CliFailure `map_malformed`. */
export function importMapOf({ at, value }: CommentedJson, name: string): ImportMap {
  refuse(documentMistakes(ImportSchema, value), at, name);
  const document = extended(value);
  if ('mistake' in document) return refuse([document.mistake], at, name);
  const reading = checkedReading(document, at, name);
  const { records, tables = {} } = document;
  const kinds = records.map(({ kind }) => kind) as [RecordKind, ...RecordKind[]];
  refuse(
    [
      ...tableMistakes(document),
      ...joinMistakes(tables),
      ...nameMistakes(document),
      ...meaningMistakes(document, kinds, 'importer', { at: '', reading }),
      ...records.flatMap((record, i) =>
        meaningMistakes(record, [record.kind], 'importer', { at: `/records/${i}`, reading }),
      ),
    ],
    at,
    name,
  );
  const maps = records.map((record) => recordMapOf(record, document, 'importer', reading));
  refuse(
    maps.flatMap((record, i) => wholeMistakes(record, 'importer', `/records/${i}`)),
    at,
    name,
  );
  return {
    ...reading,
    ...layoutOf(document),
    records: maps,
    tables: tableMapsOf(tables),
  };
}

/** Throws CliFailure `map_malformed`. */
export function csvMapOf({ at, value }: CommentedJson, kind: RecordKind, name: string): CsvMap {
  if ('records' in value || 'extends' in value) return refuseImporters(name);
  refuse(documentMistakes(CsvSchema, value), at, name);
  const document = value as unknown as CsvDocument;
  const reading = checkedReading(document, at, name);
  refuse(meaningMistakes(document, [kind], 'csv', { at: '', reading }), at, name);
  const record = recordMapOf({ name: kind, kind }, document, 'csv', reading);
  refuse(wholeMistakes(record, 'csv', ''), at, name);
  return { ...reading, ...layoutOf(document), record };
}

function refuseImporters(name: string): never {
  throw new CliFailure(`${name} is the map of an importer: stl import orders takes it`, {
    code: 'map_malformed',
  });
}

function refuse(
  mistakes: readonly [MapMistake, ...MapMistake[]],
  at: CommentedJson['at'],
  name: string,
): never;
function refuse(mistakes: readonly MapMistake[], at: CommentedJson['at'], name: string): void;
function refuse(mistakes: readonly MapMistake[], at: CommentedJson['at'], name: string): void {
  if (mistakes.length === 0) return;
  throw new CliFailure(`${name} is not a map that can be used`, {
    code: 'map_malformed',
    details: mistakeLines(at, mistakes),
  });
}

function checkedReading(document: CsvDocument, at: CommentedJson['at'], name: string): Reading {
  refuse(readingMistakes(document), at, name);
  return readingOf(document);
}

const layoutOf = ({ delimiter, encoding, quotes, sheet }: CsvDocument): Layout => ({
  delimiter,
  encoding,
  quotes,
  sheet,
});

function tableMistakes({ records, tables = {} }: ImportDocument): MapMistake[] {
  const known = Object.keys(tables);
  return records.flatMap(({ table }, i) => {
    if (table === undefined ? known.length === 0 : known.includes(table)) return [];
    const reason =
      table === undefined
        ? 'names no "table", though there are several'
        : `no such table; "tables" has: ${known.join(', ')}`;
    return [{ pointer: table === undefined ? `/records/${i}` : `/records/${i}/table`, reason }];
  });
}

/** What is stated is found again by its name: two of one name would be one. */
function nameMistakes({ records }: ImportDocument): MapMistake[] {
  const names = records.map(({ name }) => name);
  return names.flatMap((name, i) =>
    names.indexOf(name) === i
      ? []
      : [{ pointer: `/records/${i}/name`, reason: 'another record has this name already' }],
  );
}
