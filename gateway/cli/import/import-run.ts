import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import type { Role } from '../../../chaincode/domain/consortium/participant.js';
import type { Signer } from '../../sdk/client/index.js';
import type { ImportMap } from '../maps/record-map.js';
import type { BatchGateway } from './batch-gateway.js';
import type { ImportStore } from './import-store.js';
import type { Changes, Step } from './stated.js';

export interface Issuer {
  /** Participant id. */
  readonly id: string;
  readonly signer: Signer;
}

export interface ImportRun {
  readonly map: ImportMap;
  /** Of whoever runs it: their own numbers stand in the rows. */
  readonly store: ImportStore;
  readonly gateway: BatchGateway;
  /** Ledger id. */
  readonly ledger: string;
  readonly issuer: Issuer;
  /** Who states records that the map gives to a role. */
  readonly others: ReadonlyMap<Role, Issuer>;
  /** The seller of all rows, where none of their cells says it. */
  readonly seller?: string | undefined;
  readonly changes: Changes;
  /** What becomes of what no row is about any more: it stays, or is taken back; then `many` of them only where that is meant. */
  readonly missing: 'keep' | 'retract' | 'retract-many';
  /** Whole days added to every time. */
  readonly shiftedDays: number;
  /** Nothing is sent, and nothing kept. */
  readonly dryRun: boolean;
  /** Why the ledger would refuse a record of an issuer; empty where it would not, as far as one can know before. */
  readonly refusals: (record: FactRecord, issuer: string) => readonly string[];
  /** Seconds since the epoch. */
  readonly now: () => number;
  /** Stops between two things; what is on its way still arrives. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Called for whatever is not as it stood, before it is sent, in the order of sending. `place`: where its rows are. */
  readonly onStep?: (step: Exclude<Step, { readonly do: 'nothing' }>, issuer: string, place: string) => void;
}

export interface Progress {
  readonly what: 'reading' | 'checking' | 'sending';
  readonly done: number;
  /** Undefined while it is not known. */
  readonly all: number | undefined;
}
