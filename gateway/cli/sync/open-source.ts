import type { ImportMap } from '../maps/record-map.js';
import type { Address } from './address.js';
import type { Deliveries } from './delivery.js';
import type { SourceMemory } from './memory.js';

/** How a person wants a source to be read. */
export interface SourceSettings {
  /** Of a database. */
  readonly query: string;
  readonly cursor: string | undefined;
  /** Seconds that a transaction may take. */
  readonly lag: number;
  /** Seconds without a change after which a file is whole. */
  readonly settle: number;
}

export interface SourceContext {
  readonly map: ImportMap;
  readonly memory: SourceMemory;
  /** Of the importer, for its owner alone. */
  readonly directory: string;
  /** Told of a heading of the map that no line of a file of JSON lines has. */
  readonly onLacking: (heading: string) => void;
  /** Seconds since the epoch. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** What a source has that was not stated yet. Throws CliFailure. */
export async function deliveriesOf(
  address: Address,
  settings: SourceSettings,
  context: SourceContext,
): Promise<Deliveries> {
  switch (address.kind) {
    case 'folder': {
      const { fromFolder } = await import('./sources/from-folder.js');
      return fromFolder({ ...context, path: address.path, settle: settings.settle });
    }
    case 'standard input': {
      const { fromStandardInput } = await import('./sources/from-standard-input.js');
      return fromStandardInput({ ...context, input: process.stdin });
    }
    case 'postgres':
    case 'sqlite': {
      const { fromDatabase } = await import('./sources/from-database.js');
      return fromDatabase({ ...context, ...settings, address });
    }
  }
}
