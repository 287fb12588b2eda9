import type { RecordKind } from '../../../chaincode/domain/records/index.js';
import type { Column } from '../forms/columns.js';
import { anyColumnOf } from '../forms/replacement.js';
import { columnNames, currencyColumnOf, derivedOf, type Door } from './derived.js';
import type { Combine, Meaning } from './document.js';
import { pointerPart, type MapMistake } from './document-check.js';
import { misfit } from './constant.js';
import type { Reading, RecordMap } from './record-map.js';

/** What is wrong in members about meaning. `at`: where they stand. */
export function meaningMistakes(
  meaning: Meaning,
  kinds: readonly [RecordKind, ...RecordKind[]],
  door: Door,
  { at, reading }: { readonly at: string; readonly reading: Reading },
): MapMistake[] {
  const { columns = {}, combine = {}, constants = {}, promises = {}, values = {} } = meaning;
  const mistakes: MapMistake[] = [];
  const fault = (parts: readonly string[], reason: string | undefined): void => {
    if (reason !== undefined) mistakes.push({ pointer: [at, ...parts.map(pointerPart)].join('/'), reason });
  };
  const unknown = (column: string): string | undefined => unknownReason(column, kinds, door);
  for (const [heading, names] of Object.entries(columns))
    for (const name of [names].flat()) fault(['columns', heading], unknown(name));
  for (const [column, text] of Object.entries(constants))
    fault(['constants', column], unknown(column) ?? constantReason(kinds, column, text, reading));
  for (const [column, words] of Object.entries(values)) {
    fault(['values', column], unknown(column));
    for (const [word, becomes] of Object.entries(words))
      fault(['values', column, word], becomes === '' ? undefined : choiceReason(kinds, column, becomes));
  }
  for (const [column, how] of Object.entries(combine))
    fault(['combine', column], unknown(column) ?? combineReason(kinds, column, how));
  for (const column of Object.keys(promises)) fault(['promises', column], unknown(column));
  if (Object.keys(promises).length > 0 && reading.timeZone === undefined)
    fault(['promises'], 'days end where "timeZone" says; name it, as "America/Denver", or "UTC"');
  return mistakes;
}

function unknownReason(column: string, kinds: readonly RecordKind[], door: Door): string | undefined {
  if (kinds.some((kind) => columnNames(kind, door).includes(column))) return undefined;
  if (door === 'csv' && kinds.some((kind) => columnNames(kind, 'importer').includes(column)))
    return `"${column}" becomes a commitment under a secret that must be kept: stl import orders does that`;
  const known = [...new Set(kinds.flatMap((kind) => columnNames(kind, door)))].join(', ');
  return `"${column}" is not a column of ${kinds.length === 1 ? `kind ${kinds[0] ?? ''}` : 'its records'}; known: ${known}`;
}

const columnIn = (kinds: readonly RecordKind[], name: string): Column | undefined =>
  kinds.flatMap((kind) => anyColumnOf(kind)).find((column) => column.name === name);

function constantReason(
  kinds: readonly [RecordKind, ...RecordKind[]],
  column: string,
  text: string,
  reading: Reading,
): string | undefined {
  const having = kinds.filter((kind) => columnNames(kind, 'importer').includes(column));
  const reasons = having.map((kind) => misfit(kind, column, text, reading));
  // Of several kinds, what is said for all is meant for those that it fits: others say their own.
  return reasons.includes(undefined) ? undefined : reasons[0];
}

function choiceReason(kinds: readonly RecordKind[], name: string, word: string): string | undefined {
  const choices = kinds.flatMap((kind) => {
    const column = anyColumnOf(kind).find((one) => one.name === name);
    return column?.choices ?? [];
  });
  if (choices.length === 0 || choices.includes(word)) return undefined;
  return `becomes "${word}", which is not one of: ${choices.join(', ')}`;
}

function combineReason(kinds: readonly RecordKind[], name: string, how: Combine): string | undefined {
  const type = columnIn(kinds, name)?.type;
  const isTime = type === 'time' || type === 'hour';
  const isNumber = type === 'integer' || currencyColumnOf(name) !== undefined;
  if (how === 'sum' && !isNumber) return 'only amounts and whole numbers have a sum';
  if ((how === 'earliest' || how === 'latest') && !isTime) return 'only days and times are earlier or later';
  return undefined;
}

/** What a record lacks, or says twice, once its map as a whole is known. */
export function wholeMistakes(record: RecordMap, door: Door, at: string): MapMistake[] {
  const given = new Set([...record.constants.keys(), ...[...record.columns.values()].flat()]);
  const mistakes: MapMistake[] = [];
  const makers = new Map<string, string>();
  for (const { gives, name } of derivedOf(record.kind)) {
    if (!given.has(name)) continue;
    for (const column of gives) {
      const other = given.has(column) ? column : makers.get(column);
      // A title and a message make one text. A reference gives way where seller or token are said besides.
      const isShared = column === 'text' || (column !== 'order' && [name, other].includes('reference'));
      if (other !== undefined && !isShared) {
        mistakes.push({
          pointer: at,
          reason: `"${name}" and "${other}" both say the ${column}; map one of them`,
        });
      }
      makers.set(column, name);
    }
  }
  if (door === 'csv') return mistakes;
  if (record.key.length === 0)
    mistakes.push({ pointer: at, reason: 'no "key": name the headings whose cells say what a row is about' });
  const lacking = anyColumnOf(record.kind).filter(
    ({ name, required }) =>
      required && !given.has(name) && !makers.has(name) && !isMadeOtherwise(record, name, given),
  );
  for (const { description, name } of lacking)
    mistakes.push({ pointer: at, reason: `nothing says ${nameAndHow(record.kind, name)}: ${description}` });
  return mistakes;
}

function isMadeOtherwise(record: RecordMap, name: string, given: ReadonlySet<string>): boolean {
  if (record.promises.has(name)) return true;
  // Who has one shop names its seller once, for all that is imported.
  if (name === 'seller') return true;
  return name === 'at' && given.has('validFrom');
}

/** `order, or number`. */
function nameAndHow(kind: RecordKind, name: string): string {
  const makers = derivedOf(kind).flatMap((one) => (one.gives.includes(name) ? [one.name] : []));
  const promise = /By$/.test(name) ? [`"promises"`] : [];
  return [name, ...makers, ...promise].join(', or ');
}
