import type { RecordKind } from '../../../chaincode/domain/records/index.js';
import type { MoneyReading } from '../forms/money.js';
import type { TimeReading } from '../forms/time-cell.js';
import type { Layout } from '../tables/layout.js';
import type { Combine, CountryWriting } from './document.js';

/** How what stands in cells is to be read, whatever it means. */
export interface Reading extends TimeReading, MoneyReading {
  /** Whether a time of midnight is a whole day. */
  readonly midnight?: 'day' | undefined;
  /** Whether countries may be English names. */
  readonly countries?: CountryWriting | undefined;
  /** Headings that a table may lack: then it is as if all cells under them were empty. */
  readonly optional?: ReadonlySet<string> | undefined;
  /** Where days of a promise are read as days of UTC though no zone is named: without any map. Else they are a mistake. */
  readonly promiseDays?: 'utc' | undefined;
}

/** Words of cells, exact first, then without regard to case and spaces around; `others`: what all other words become. */
export interface Words {
  readonly exact: ReadonlyMap<string, string>;
  readonly plain: ReadonlyMap<string, string>;
  readonly others?: string | undefined;
}

/** Which rows a record is made of, by heading. */
export type Filters = ReadonlyMap<string, ReadonlySet<string>>;

/** What one record says, and in which cells it stands. Columns may be derived ones, see `derived.ts`. */
export interface RecordMap {
  /** Together with the cells of the key the identity of what is stated: never changed once it is used. */
  readonly name: string;
  readonly kind: RecordKind;
  /** Of a map of several files, the one that its rows stand in. */
  readonly table?: string | undefined;
  /** The role that states it; undefined: whoever runs the import. */
  readonly as?: string | undefined;
  /** Headings. Rows with the same cells under them become one record. Empty in a map of `stl csv`. */
  readonly key: readonly string[];
  /** Heading -> columns. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** Column -> what it holds where no cell of it is filled, in the form that `entries.ts` gives cells. */
  readonly constants: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<string, Words>;
  /** Rows with other words are left out. In lower case, without spaces around. */
  readonly only: Filters;
  readonly except: Filters;
  /** Column -> whole days after the local day of `at`, at whose end the promise falls due, where no cell of it is filled. */
  readonly promises: ReadonlyMap<string, number>;
  /** Column -> which of its cells in several rows counts; `first` where it is not named. */
  readonly combine: ReadonlyMap<string, Combine>;
}

/** One file of several that tell of the same things. */
export interface TableMap {
  readonly file: string;
  /** Headings by which other tables find its rows. */
  readonly key: readonly string[];
  /** Heading -> the table whose row with that key belongs to it. */
  readonly lookup: ReadonlyMap<string, string>;
  /** The sellers whom each of its rows is about; undefined where a row says it itself. */
  readonly sellers?: SellersMap | undefined;
}

/** Where a row is about what several sellers have sold. */
export interface SellersMap {
  /** The table whose rows of the same key name them. */
  readonly table: string;
  /** Over its sellers. */
  readonly heading: string;
  /** Headings over amounts: their sum is what a seller has a share of. */
  readonly shares: readonly string[];
  /** Headings of the row's own table: each seller has the share of the amount, and a share of nothing is no row. */
  readonly divides: readonly string[];
}

/** Of an importer: several records from one row, and one from several. */
export interface ImportMap extends Reading, Layout {
  readonly records: readonly RecordMap[];
  /** Empty where all rows stand in one file. */
  readonly tables: ReadonlyMap<string, TableMap>;
}

/** Of `stl csv`: each row one record. Headings that it does not name match columns by their name. */
export interface CsvMap extends Reading, Layout {
  readonly record: RecordMap;
}
