import { CellError } from '../forms/cell-error.js';
import { CliFailure } from '../frame/failure.js';
import type { ImportMap, SellersMap, TableMap } from '../maps/record-map.js';
import type { SourceRow, TableSource } from '../tables/source.js';
import { ImportFailure } from './failure.js';
import type { Mistakes } from './mistakes.js';
import type { ScratchStore } from './scratch-store.js';
import { addWorth, sharesOf, type Worths } from './seller-shares.js';

/** A table, and of each of its rows the rows that records are made of. */
export interface JoinedTable {
  readonly source: TableSource;
  /** Its own, then those of the tables that it looks into. */
  readonly headings: readonly string[];
  /** The row with what belongs to it; once for each seller where it is about several, and never where it is about none. */
  readonly joined: (row: SourceRow) => readonly SourceRow[];
}

export interface JoinParts {
  readonly map: ImportMap;
  /** By the names of the map's tables. */
  readonly sources: ReadonlyMap<string, TableSource>;
  readonly scratch: ScratchStore;
  readonly mistakes: Mistakes;
}

/** Gives the cells that belong to a row; undefined where a row that it names is not there, which is a mistake then. */
type Widen = (row: SourceRow, name: string) => readonly string[] | undefined;

/** Joins the tables of a map. What is looked up lies on disk: no table must fit into memory. */
export class Joins {
  readonly #parts: JoinParts;

  private constructor(parts: JoinParts) {
    this.#parts = parts;
  }

  /** Reads the tables that others look into. Throws ImportFailure `table_missing`, CliFailure. */
  static async load(parts: JoinParts): Promise<Joins> {
    const joins = new Joins(parts);
    const tables = [...parts.map.tables.values()];
    for (const name of new Set(tables.flatMap(({ lookup }) => [...lookup.values()])))
      await joins.#loadRows(name);
    const sellers = new Map(
      tables.flatMap((table) => (table.sellers ? [[shareName(table.sellers), table.sellers]] : [])),
    );
    for (const one of sellers.values()) await joins.#loadSellers(one);
    return joins;
  }

  /** `needed`: the headings that are asked for. Throws ImportFailure `table_missing`, CliFailure `csv_columns`. */
  table(name: string, needed: ReadonlySet<string>): JoinedTable {
    const { source, table } = this.#named(name);
    const { headings, widen } = this.#widened(name, [], needed);
    const widened = (row: SourceRow): SourceRow[] => {
      const cells = widen(row, source.name);
      return cells === undefined ? [] : [{ ...row, cells }];
    };
    if (table.sellers === undefined) return { source, headings, joined: widened };
    const perSeller = this.#perSeller(source, table, table.sellers);
    return {
      source,
      headings: [...headings, table.sellers.heading],
      joined: (row) => widened(row).flatMap(perSeller),
    };
  }

  #named(name: string): { readonly source: TableSource; readonly table: TableMap } {
    const [source, table] = [this.#parts.sources.get(name), this.#parts.map.tables.get(name)];
    if (source !== undefined && table !== undefined) return { source, table };
    throw new ImportFailure('table_missing', `the map's table ${name} was not given`);
  }

  async #loadRows(name: string): Promise<void> {
    const { source, table } = this.#named(name);
    const keys = table.key.map((heading) => placeOf(source, heading));
    for await (const { cells } of source.rows()) {
      await this.#parts.scratch.put(
        rowKey(
          name,
          keys.map((key) => cells[key] ?? ''),
        ),
        cells,
      );
    }
    await this.#parts.scratch.flush();
  }

  async #loadSellers(sellers: SellersMap): Promise<void> {
    const { scratch } = this.#parts;
    const { source, table } = this.#named(sellers.table);
    const keys = table.key.map((heading) => placeOf(source, heading));
    const [seller, shares] = [
      placeOf(source, sellers.heading),
      sellers.shares.map((one) => placeOf(source, one)),
    ];
    let gathered = new Map<string, Worths>();
    const keep = async (): Promise<void> => {
      for (const [key, worths] of gathered) await scratch.put(key, worths);
      await scratch.flush();
      gathered = new Map();
    };
    for await (const { cells, number } of source.rows()) {
      const key = sellersKey(
        sellers,
        keys.map((one) => cells[one] ?? ''),
      );
      const before = gathered.get(key) ?? ((scratch.get(key) ?? []) as Worths);
      try {
        const amounts = shares.map((one) => cells[one] ?? '');
        gathered.set(key, addWorth(before, cells[seller] ?? '', amounts, this.#parts.map));
      } catch (error) {
        if (!(error instanceof CellError)) throw error;
        this.#parts.mistakes.add(source.name, {
          row: number,
          column: sellers.shares.join(', '),
          reason: error.message,
        });
      }
      if (gathered.size >= keysHeld) await keep();
    }
    await keep();
  }

  /** `path`: the tables that led to this one: one that looks into itself ends there. */
  #widened(
    name: string,
    path: readonly string[],
    needed: ReadonlySet<string>,
  ): { readonly headings: readonly string[]; readonly widen: Widen } {
    const { source, table } = this.#named(name);
    const headings = [...source.headings];
    const lookups: { readonly index: number; readonly widen: Widen }[] = [];
    for (const [heading, other] of table.lookup) {
      if (path.includes(other)) continue;
      const index = placeOf(source, heading);
      const within = this.#widened(other, [...path, name], needed);
      const taken = within.headings.flatMap((one, i) => (headings.includes(one) ? [] : [i]));
      const isNeeded = taken.some((i) => needed.has(within.headings[i] ?? ''));
      // Whether a row's own lookups are there is asked once, for each row of its own table.
      if (path.length > 0 && !isNeeded) continue;
      headings.push(...taken.map((i) => within.headings[i] ?? ''));
      const file = this.#parts.map.tables.get(other)?.file ?? other;
      lookups.push({
        index,
        widen: ({ cells, number }, from) => {
          const key = cells[index] ?? '';
          if (key === '') return taken.map(() => '');
          const found = this.#parts.scratch.get(rowKey(other, [key])) as readonly string[] | undefined;
          const all = found && within.widen({ cells: found, number }, from);
          if (found === undefined) {
            this.#parts.mistakes.add(from, {
              row: number,
              column: heading,
              reason: `${file} has no row of it`,
            });
          }
          return all && taken.map((i) => all[i] ?? '');
        },
      });
    }
    const widen: Widen = (row, from) => {
      const cells = [...row.cells];
      for (const lookup of lookups) {
        const more = lookup.widen(row, from);
        if (more === undefined) return undefined;
        cells.push(...more);
      }
      return cells;
    };
    return { headings, widen };
  }

  #perSeller(
    source: TableSource,
    { key }: TableMap,
    sellers: SellersMap,
  ): (row: SourceRow) => readonly SourceRow[] {
    const keys = key.map((heading) => placeOf(source, heading));
    const { divides } = sellers;
    const divided = divides.map((heading) => placeOf(source, heading));
    const { map, mistakes, scratch } = this.#parts;
    return (row) => {
      const worths = (scratch.get(
        sellersKey(
          sellers,
          keys.map((one) => row.cells[one] ?? ''),
        ),
      ) ?? []) as Worths;
      try {
        return sharesOf(row, worths, divided, map);
      } catch (error) {
        if (!(error instanceof CellError)) throw error;
        mistakes.add(source.name, { row: row.number, column: divides.join(', '), reason: error.message });
        return [];
      }
    };
  }
}

/** Things whose sellers are held in memory at once. */
const keysHeld = 1000;

const rowKey = (table: string, key: readonly string[]): string => `row/${table}/${JSON.stringify(key)}`;
/** Tables may share sellers in different ways. */
const shareName = ({ heading, shares, table }: SellersMap): string =>
  JSON.stringify([table, heading, shares]);
const sellersKey = (sellers: SellersMap, key: readonly string[]): string =>
  `sellers/${shareName(sellers)}/${JSON.stringify(key)}`;

/** Throws CliFailure `csv_columns`. */
function placeOf({ headings, name }: TableSource, heading: string): number {
  const place = headings.indexOf(heading);
  if (place !== -1) return place;
  throw new CliFailure(`${name} has no heading "${heading}", which the map names`, {
    code: 'csv_columns',
    details: [`headings of the file: ${headings.join(', ')}`],
  });
}
