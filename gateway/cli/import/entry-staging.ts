import { createHash } from 'node:crypto';
import { combineEntries } from '../maps/combine.js';
import type { Entry } from '../maps/entries.js';
import type { RecordMap } from '../maps/record-map.js';
import { ScratchStore, sortable } from './scratch-store.js';
import type { Identity } from './stated.js';

/** A row that speaks of a record, with what it says. */
export interface StagedEntry {
  /** Which of the run's sources it stands in, from 0. */
  readonly source: number;
  readonly row: number;
  readonly values: ReadonlyMap<string, string>;
}

/** All that the rows say of one identity. */
export interface Staged {
  readonly identity: Identity;
  readonly record: RecordMap;
  /** The cells under the headings of the record's key. */
  readonly key: readonly string[];
  /** In the order of the rows; of very many, the first ones are one already. */
  readonly entries: readonly [StagedEntry, ...StagedEntry[]];
}

type Row = readonly [
  key: readonly string[],
  source: number,
  row: number,
  values: readonly (readonly [string, string])[],
];

/** Rows of one identity that are held in memory at once. */
const entriesHeld = 1000;

/**
 * What rows say, sorted by what it is about: rows of one order need not stand together. It lies on the disk, in clear, until its directory is removed, so
 * that memory does not grow with the file.
 */
export class EntryStaging {
  readonly #records: ReadonlyMap<string, RecordMap>;
  readonly #scratch: ScratchStore;
  #size = 0;

  private constructor(records: readonly RecordMap[], scratch: ScratchStore) {
    this.#records = new Map(records.map((record) => [record.name, record]));
    this.#scratch = scratch;
  }

  static async create(directory: string, records: readonly RecordMap[]): Promise<EntryStaging> {
    return new EntryStaging(records, await ScratchStore.create(directory));
  }

  /** How many entries it holds. */
  get size(): number {
    return this.#size;
  }

  async add(source: number, { key, record, row, values }: Entry): Promise<void> {
    // Sellers of one marketplace share its order numbers.
    const seller = ['seller', 'shop'].map((column) => values.get(column) ?? record.constants.get(column));
    const identity = identityOf(record.name, [...key, ...seller.filter((one) => one !== undefined)]);
    const staged: Row = [key, source, row, [...values]];
    const place = `${sortable(source)}/${sortable(row)}`;
    await this.#scratch.put(`${record.name}/${identity.digest}/${place}`, staged);
    this.#size += 1;
  }

  /** Whether a row speaks of it. */
  async has({ digest, name }: Identity): Promise<boolean> {
    const rows = this.#scratch.rows({ gte: `${name}/${digest}/`, lt: `${name}/${digest}0` });
    const { done } = await rows.next();
    await rows.return(undefined);
    return done !== true;
  }

  /** Each identity once, in order of names and digests. */
  async *all(): AsyncGenerator<Staged> {
    await this.#scratch.flush();
    let current: (Omit<Staged, 'entries'> & { entries: [StagedEntry, ...StagedEntry[]] }) | undefined;
    for await (const [place, value] of this.#scratch.rows({ gte: ' ', lt: '~' })) {
      const [name = '', digest = ''] = place.split('/');
      const [key, source, row, texts] = value as Row;
      const entry = { source, row, values: new Map(texts) };
      if (current?.identity.digest === digest && current.identity.name === name) {
        current.entries.push(entry);
        if (current.entries.length > entriesHeld) current.entries = [joined(current.record, current.entries)];
        continue;
      }
      if (current !== undefined) yield current;
      const record = this.#records.get(name);
      if (record === undefined) throw new TypeError('a staged row is of no record of the map');
      current = { identity: { name, digest }, record, key, entries: [entry] };
    }
    if (current !== undefined) yield current;
  }

  async close(): Promise<void> {
    await this.#scratch.close();
  }
}

/** The parts are cells: a digest has one length, whatever a hostile file holds. */
function identityOf(name: string, parts: readonly string[]): Identity {
  return { name, digest: createHash('sha256').update(JSON.stringify(parts)).digest('base64url') };
}

/** Without the constants: they give way to cells that are still to come. */
function joined(record: RecordMap, entries: readonly [StagedEntry, ...StagedEntry[]]): StagedEntry {
  const cells = entries.map(({ row, values }) => ({ record, key: [], row, values }));
  return { ...entries[0], values: combineEntries({ ...record, constants: new Map() }, cells) };
}
