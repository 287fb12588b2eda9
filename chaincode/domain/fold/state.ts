import type { Role } from '../consortium/participant.js';
import type { FactRecord } from '../records/index.js';

/** What the fold keeps: plain JSON, members in sorted order, never changed in place. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** A value of the state: a document, or bytes where these are kept as they are. */
export type Value = Json | Uint8Array;

/** Who stated a batch, and in which capacities at that position: later changes do not reach back. */
export interface Speaker {
  readonly id: string;
  /** The organisation it belonged to. */
  readonly org: string;
  readonly roles: readonly Role[];
  /** Sellers a seller's own key may speak for; left out where there are none. */
  readonly sellers?: readonly string[];
}

/** A record as it stands on the ledger. `place` is its position: block, transaction, batch, line. */
export interface StatedRecord {
  readonly id: string;
  readonly record: FactRecord;
  readonly speaker: Speaker;
  readonly place: Place;
  /** Time of the transaction that brought it, seconds. The ledger's word, where `at` is the issuer's own. */
  readonly time: number;
}

/** A position as four numbers: compact in state, compared member by member. */
export type Place = readonly [block: number, tx: number, batch: number, line: number];

/**
 * The key-value view that the fold reads and writes. Values never change: to change one, put a new one.
 * A projector overlays it on a store; a client folds in memory.
 */
export interface FoldState {
  get(key: string): Value | undefined;
  put(key: string, value: Value): void;
  delete(key: string): void;
  /** An earlier record by its id, as far as this state has folded. */
  record(id: string): StatedRecord | undefined;
}

/** Reads a document that this fold wrote: its own writes are the only source, so the shape is known. */
export function load<T>(state: Pick<FoldState, 'get'>, key: string): T | undefined {
  return state.get(key) as unknown as T | undefined;
}

export function save(state: FoldState, key: string, document: object | string | number): void {
  state.put(key, document as Json);
}

/** The ledger's order: negative if `a` comes before `b`. */
export function comparePlaces(a: Place, b: Place): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3];
}

/** Order of code units: the same in every engine and locale, and that of RFC 8785. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** All keys of the fold's state, in one place so that two kinds can never share one. */
export const keys = {
  batch: (id: string) => `batch/${id}`,
  jti: (iss: string, jti: string) => `jti/${iss}/${jti}`,
  recordCount: 'record-count',
  /** `ContentDoc`: by the start of a digest. */
  content: (iss: string, digest: string) => `content/${iss}/${digest}`,
  consortium: 'consortium',
  epoch: 'epoch',
  participant: (id: string) => `participant/${id}`,
  kid: (kid: string) => `kid/${kid}`,
  policy: (name: string, version: number | string) => `policy/${name}/${version}`,
  proposal: (id: string) => `proposal/${id}`,
  /** What an organisation signed: compact JWS. */
  approval: (proposal: string, org: string) => `approval/${proposal}/${org}`,
  /** `DecisionDoc` of an executed proposal. */
  decision: (proposal: string) => `decision/${proposal}`,
  /** Approvals of a consortium document, in the ledger's order. */
  founding: (ledger: string) => `founding/${ledger}`,
  seller: (seller: string) => `seller/${seller}`,
  records: (seller: string, entry: number) => `records/${seller}/${entry}`,
  period: (seller: string, period: number) => `period/${seller}/${period}`,
  profile: (seller: string) => `profile/${seller}`,
  register: (entry: string) => `register/${entry}`,
  certificates: (seller: string) => `certificates/${seller}`,
  openCases: (seller: string) => `open-cases/${seller}`,
  /** `SealDoc`. */
  seal: (epoch: number) => `seal/${epoch}`,
  newestSeal: 'newest-seal',
  /** Number of the newest epoch that was agreed on. */
  agreed: 'agreed',
  /** Version number of the newest trust list. */
  newestTrustList: 'newest-trust-list',
  /** `SignedTrustListDoc`. */
  trustList: (version: number) => `trust-list/${version}`,
  /** Bytes: the hashes of a full tile. */
  logTile: (level: number, index: number) => `log-tile/${level}/${index}`,
  /** Bytes: a hash of a level's last tile while it is not full. The next tile's overwrites it. */
  logHash: (level: number, slot: number) => `log-hash/${level}/${slot}`,
  /** `Versions` of nodes and values of the map. */
  mapNode: (position: string) => `map-node/${position}`,
  mapValue: (key: string) => `map-value/${key}`,
  touched: (key: string) => `touched/${key}`,
  reviewer: (seller: string, reviewer: string, period: number) => `reviewer/${seller}/${reviewer}/${period}`,
} as const;
