import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import type { Client, Signer } from '../../sdk/client/index.js';
import type { ImportMap } from '../maps/record-map.js';
import type { BatchGateway } from './batch-gateway.js';
import type { Step } from './changes.js';
import type { ImportStore } from './import-store.js';

export interface Issuer {
  /** Participant id. */
  readonly id: string;
  readonly signer: Signer;
}

/** What a run does about one thing. `record`: what is sent; of what is held, what the rows say. */
export interface Happening {
  readonly step: Exclude<Step['step'], 'keep'>;
  readonly record: FactRecord;
  /** Participant id. */
  readonly issuer: string;
  /** Where the rows are that say so: `orders.csv, row 12`. */
  readonly place: string;
}

/** Told all that a run would send which only tries, to find what would become of it. Those of one `thing` follow each other. */
export type Foresee = (planned: AsyncIterable<Happening & { readonly thing: string }>) => Promise<void>;

export interface Progress {
  readonly what: 'reading' | 'checking' | 'asking' | 'sending';
  readonly done: number;
  /** Undefined while it is not known. */
  readonly all: number | undefined;
}

/** How a run comes by the orders of partners' references, and where it has a platform's own kept. */
export interface RunReferences {
  /** The gateway that knows the orders of references in the rows. */
  readonly platform: Pick<Client, 'findReferences'>;
  /** Leave out rows whose reference is not known, which else is a mistake. */
  readonly skipUnknown: boolean;
  /** The gateway of who runs it. */
  readonly own: Pick<Client, 'keepReferences'>;
  /** Send also those that were kept before: a gateway may have lost them. */
  readonly again: boolean;
}

export interface ImportRun {
  readonly map: ImportMap;
  /** Of `issuer`. */
  readonly store: ImportStore;
  readonly gateway: BatchGateway;
  /** Ledger id. */
  readonly ledger: string;
  /** Who runs it: their own numbers stand in the rows. */
  readonly issuer: Issuer;
  /** Who states records that the map gives to a role. */
  readonly others: ReadonlyMap<string, Issuer>;
  /** Seller id: of all rows where none of their cells says it. */
  readonly seller?: string | undefined;
  /** What becomes of what no row is about any more: it stays, or is taken back; a large share of all only where that is meant. */
  readonly missing: 'keep' | 'retract' | 'retract-many';
  /** `YYYY-MM-DD`: the UTC day that the newest fact is moved to. Absent: as in the first run, else none is moved. */
  readonly end?: string | undefined;
  /** Tells the consortium by how many days times are shifted; may be called again. */
  readonly announceShift: (days: number) => Promise<void>;
  readonly references: RunReferences;
  /** Nothing is sent, and nothing kept. */
  readonly dryRun: boolean;
  /** Why the ledger would refuse a record of an issuer; undefined where it would not, as far as one can know before. */
  readonly refusal: (record: FactRecord, issuer: string) => string | undefined;
  readonly foresee: Foresee;
  /** Seconds since the epoch. */
  readonly now: () => number;
  /** Stops between two things; what is on its way still arrives. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Called for whatever does not stand yet as the rows say, in the order of sending. */
  readonly onHappening: (happening: Happening) => void;
}
