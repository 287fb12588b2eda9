import type { Agreement } from '../../chaincode/domain/checkpoints/agreement.js';
import type { Seal } from '../../chaincode/domain/checkpoints/statement.js';
import type { MapProof } from '../../chaincode/domain/map/proof.js';
import type { TiledTree } from '../../chaincode/domain/tlog/tree.js';

/** One organisation's word for an epoch, as it stands on the ledger. */
export interface SignedStatement {
  readonly org: string;
  /** Signed note (C2SP) with the organisation's log signature and cosignature. */
  readonly note: string;
}

/** An epoch and what the organisations said of it. */
export interface EpochView {
  readonly seal: Seal;
  /** What this gateway's own fold gives for the epoch: the checkpoint's body. */
  readonly own: string;
  readonly agreement: Agreement;
  /** Where the agreed body stands in the log; undefined without an agreement. */
  readonly leaf: number | undefined;
  /** In the ledger's order; two of one organisation where it signed two bodies. */
  readonly statements: readonly SignedStatement[];
  /** The agreed body with the signature lines of all who signed it; undefined without an agreement. */
  readonly note: string | undefined;
}

/** What the map of an agreed epoch says of a key. */
export interface MapEntry {
  readonly key: string;
  /** RFC 8785 text of the value; undefined where the key is absent. */
  readonly value: string | undefined;
  readonly proof: MapProof;
}

/** Everything that proofs rest on. All of it is derived from the ledger; answers come from one folded height. */
export interface Proofs {
  newestSeal(): Seal | undefined;
  epoch(n: number): EpochView | undefined;
  /** The newest epoch that k organisations agree on and whose body is our own: what badges and proofs rest on. */
  agreed(): EpochView | undefined;
  /** Presence or absence in the map of `agreed()`. Error where there is none. */
  mapEntry(key: string): MapEntry;
  /** Leaves so far, beyond the newest Seal too. */
  logSize(): number;
  /** Index of a batch's leaf; undefined for a batch that is not in the log. */
  leafOfBatch(batch: string): number | undefined;
  /** Where an executed proposal's leaf stands, and its transaction's time in seconds; undefined for one that was not executed. */
  decision(proposal: string): { readonly leaf: number; readonly time: number } | undefined;
  /** Leaves `from` to `to`, the latter not included. RangeError beyond `logSize()`. */
  entries(from: number, to: number): readonly Uint8Array[];
  /** The hashes that a tile has so far: at most 256 of 32 bytes. */
  tile(level: number, index: number): Uint8Array;
  /** The log's first `size` leaves. RangeError beyond `logSize()`. */
  tree(size: number): TiledTree;
}
