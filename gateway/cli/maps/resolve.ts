import type { FactRecord, RecordKind } from '../../../chaincode/domain/records/index.js';
import { CellError } from '../forms/cell-error.js';
import { columnsOf, type Column } from '../forms/columns.js';
import { buildRecord } from '../forms/record.js';
import { setStarts } from '../forms/replacement.js';
import { bandOfMoney } from '../forms/money.js';
import { plainTimes, unread } from './cell-text.js';
import { mixed } from './combine.js';
import { currencyColumnOf, derivedOf } from './derived.js';
import type { Reading, RecordMap } from './record-map.js';

/** What a record's text cannot be made of alone: who the platform is, secrets, and what a partner's reference stands for. */
export interface Resolver {
  /** The participant whose own numbers stand in `shop`. */
  readonly platform: string;
  /** The commitment of the order `number` of a seller. */
  order?(seller: string, number: string): string;
  reviewer?(seller: string, buyer: string): string;
  /** Of one identity: the salt is drawn once for each. */
  text?(seller: string, text: { readonly title: string; readonly message: string }): string;
  token?(seller: string, payment: string): string;
  /** `seller`: where a cell says it. Throws CellError for a reference that does not stand for one order. */
  reference?(reference: string, seller: string | undefined): QuotedOrder;
}

/** What a partner's record quotes of the order that its reference stands for. */
export interface QuotedOrder {
  readonly order: string;
  readonly seller: string;
  /** Of its payment, where there is one alone. */
  readonly token: string;
}

/** A mistake in a value. */
export interface ValueFinding {
  /** The column as the map names it, `shop` and not `seller`; undefined for the record as a whole. */
  readonly column?: string | undefined;
  readonly reason: string;
}

/** Without findings, where all mistakes are in cells that could not be read, and of which that was told. */
export type Resolved = { readonly record: FactRecord } | { readonly findings: readonly ValueFinding[] };

/** Makes the record of what `combineEntries` gave. */
export function recordOf(
  record: RecordMap,
  values: ReadonlyMap<string, string>,
  reading: Reading,
  resolver: Resolver,
): Resolved {
  const findings: ValueFinding[] = [];
  const own = new Map([...values].filter(([, text]) => text !== unread));
  for (const [column, make] of makers) {
    const text = own.get(column);
    if (text === undefined) continue;
    try {
      make(own, text, { kind: record.kind, reading, resolver });
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      findings.push({ column, reason: error.message });
    }
  }
  addPromises(own, record);
  for (const { name } of derivedOf(record.kind)) own.delete(name);
  setStarts(own);
  const built = buildRecord(record.kind, own, plainTimes(reading));
  if ('record' in built && findings.length === 0 && !hasUnread(values)) return built;
  const failed = new Set(findings.map(({ column }) => column));
  for (const { column, reason } of 'findings' in built ? built.findings : []) {
    if (column === undefined) {
      if (findings.length === 0 && !hasUnread(values)) findings.push({ reason });
      continue;
    }
    const source = sourceOf(record, values, column.name);
    if (failed.has(source) || isTold(record, values, column.name, reason)) continue;
    findings.push({
      column: source,
      reason: `${reason}${reason === 'missing' ? '' : advice(record.kind, values, column)}`,
    });
  }
  return { findings };
}

const hasUnread = (values: ReadonlyMap<string, string>): boolean => [...values.values()].includes(unread);

/** Whether a mistake is that of another column, which is told. */
function isTold(
  record: RecordMap,
  values: ReadonlyMap<string, string>,
  name: string,
  reason: string,
): boolean {
  if (isStart(record, values, name)) return true;
  if (reason !== 'missing') return false;
  const source = sourceOf(record, values, name);
  // What it is made with is missing, or nobody could read it.
  if ((source !== name && values.has(source)) || values.get(source) === unread) return true;
  return record.promises.has(name);
}

interface Means {
  readonly kind: RecordKind;
  readonly reading: Reading;
  readonly resolver: Resolver;
}

/** Sets what a derived column gives. Sellers come first, for commitments are made for one. Throws CellError. */
type Make = (values: Map<string, string>, text: string, means: Means) => void;

const makers: readonly (readonly [column: string, make: Make])[] = [
  ['reference', byReference],
  ['shop', byShop],
  ['number', committed((resolver, seller, number) => resolver.order?.(seller, number), 'order')],
  ['buyer', committed((resolver, seller, buyer) => resolver.reviewer?.(seller, buyer), 'reviewer')],
  ['payment', committed((resolver, seller, payment) => resolver.token?.(seller, payment), 'token')],
  ['title', byText],
  ['message', byText],
  ...['value.amount', 'amount.amount', 'amount.size'].map((column) => [column, banded(column)] as const),
];

function byReference(values: Map<string, string>, text: string, { kind, resolver }: Means): void {
  const quoted = resolver.reference?.(text, values.get('seller'));
  if (quoted === undefined) throw new TypeError('nobody knows references');
  values.set('order', quoted.order).set('seller', quoted.seller);
  if (kind === 'payment' && !values.has('token') && !values.has('payment')) values.set('token', quoted.token);
}

function byShop(values: Map<string, string>, text: string, { resolver }: Means): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(text)) {
    throw new CellError(
      'a shop is 1 to 64 letters without accents, digits, _ and -, the first a letter or digit; "values" in the map can rename it',
    );
  }
  values.set('seller', `${resolver.platform}.${text}`);
}

/** Without its seller nothing can be committed to: that the seller is missing is told in any case. */
function committed(
  commit: (resolver: Resolver, seller: string, text: string) => string | undefined,
  gives: string,
): Make {
  return (values, text, { resolver }) => {
    const seller = values.get('seller');
    if (seller === undefined) return;
    const commitment = commit(resolver, seller, text);
    if (commitment === undefined) throw new TypeError(`nobody makes the ${gives}`);
    values.set(gives, commitment);
  };
}

function byText(values: Map<string, string>, _text: string, { resolver }: Means): void {
  const seller = values.get('seller');
  if (seller === undefined || values.has('text')) return;
  const [title = '', message = ''] = [values.get('title'), values.get('message')];
  const commitment = resolver.text?.(seller, { title, message });
  if (commitment === undefined) throw new TypeError('nobody makes the text');
  values.set('text', commitment);
}

function banded(column: string): Make {
  const currencyColumn = currencyColumnOf(column) ?? '';
  return (values, text, { reading }) => {
    const currency = values.get(currencyColumn);
    if (currency === undefined) return;
    if (text === mixed)
      throw new CellError('its rows are of several currencies, whose amounts cannot be added');
    const size = column === 'amount.size' ? text.replace('-', '') : text;
    const band = bandOfMoney(size, currency, reading.decimals === undefined);
    values.set(currencyColumn.replace('currency', 'band'), String(band));
  };
}

/** Days after the local day of `at`; a cell that says the day itself wins. */
function addPromises(values: Map<string, string>, { promises }: RecordMap): void {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(values.get('at') ?? '') ?? [];
  if (day === undefined) return;
  for (const [column, days] of promises) {
    if (values.has(column)) continue;
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + days);
    values.set(column, date.toISOString().slice(0, 10));
  }
}

/** The column that a map gave, of which a record's own was made, or is to be made. */
function sourceOf({ columns, kind }: RecordMap, values: ReadonlyMap<string, string>, name: string): string {
  if (values.has(name)) return name;
  const mapped = new Set([...columns.values()].flat());
  const makers = derivedOf(kind).filter(({ gives }) => gives.includes(name));
  const maker = makers.find((one) => values.has(one.name)) ?? makers.find((one) => mapped.has(one.name));
  return mapped.has(name) ? name : (maker?.name ?? name);
}

/** Whether it stands for validFrom, of which the same is told. */
function isStart(record: RecordMap, values: ReadonlyMap<string, string>, name: string): boolean {
  if (!/(^|\.)at$/.test(name) || values.has(name)) return false;
  const start = name.replace(/at$/, 'validFrom');
  if (values.has(start)) return true;
  return name === 'at' && givesStart(record.kind) && ![...record.columns.values()].flat().includes(name);
}

const givesStart = (kind: RecordKind): boolean => columnsOf(kind).some(({ name }) => name === 'validFrom');

/** What to do about a cell whose text is of another form than the column's. */
function advice(kind: RecordKind, values: ReadonlyMap<string, string>, { choices, name }: Column): string {
  const text = values.get(name);
  if (text === undefined) return '';
  if (choices !== undefined) return '; "values" in a map says which of them your word means';
  if (name === 'seller') {
    return text.includes('.')
      ? ''
      : "; where it is the platform's own number of the seller, its column is shop";
  }
  // Whoever has the number has not made a commitment of it.
  const makers = derivedOf(kind).filter(({ forImporter, gives }) => forImporter && gives.includes(name));
  if (makers.length === 0 || isCommitment.test(text)) return '';
  return `; stl import orders makes it of what the shop has: the column ${makers.map((one) => one.name).join(', ')}`;
}

const isCommitment = /^[A-Za-z0-9_-]{43}$/;
