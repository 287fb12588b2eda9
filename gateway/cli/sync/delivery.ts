import type { TableSource } from '../tables/source.js';

/** What is stated as one: a file, the files of one export, or a query's answer. */
export interface Delivery {
  /** For messages. */
  readonly name: string;
  /** Changes where what it holds does. */
  readonly version: string;
  /** By the names of the map's tables. Throws CliFailure. */
  open(): Promise<ReadonlyMap<string, TableSource>>;
  /** Keeps in mind that all of it is stated. */
  taken(): Promise<void>;
  /** Gives back what is open, however far it was read. */
  close(): Promise<void>;
}

/** What a source has that was not stated yet. */
export interface Deliveries {
  readonly items: AsyncIterable<Delivery>;
  /** Files that are left for a later run, for they are still being written to or not all there. */
  readonly unsettled: readonly string[];
  /** Files that no reader takes. */
  readonly foreign: readonly string[];
}
