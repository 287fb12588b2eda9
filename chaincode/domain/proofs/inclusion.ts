import { fromBase64url } from '../bytes.js';
import { type MapProof, verifyAbsence, verifyPresence } from '../map/proof.js';
import { leafHash, verifyInclusion } from '../merkle/tree.js';
import type { Sha256 } from '../ports.js';
import type { Checkpoint } from '../tlog/checkpoint.js';
import { ProofFailure } from './failure.js';

/** Where a leaf stands in the log, and its audit path from the bottom up, base64url. */
export interface LogInclusion {
  readonly index: number;
  readonly path: readonly string[];
}

/** A key of the map and its value; null where the map has none. */
export interface MapStatement {
  readonly key: string;
  readonly value: unknown;
  readonly proof: MapProof;
}

/** Throws ProofFailure `not_in_log`. */
export function assertInLog(
  sha256: Sha256,
  { size, root }: Pick<Checkpoint, 'size' | 'root'>,
  leaf: Uint8Array,
  { index, path }: LogInclusion,
): void {
  const decoded = decodePath(path);
  const holds =
    decoded &&
    verifyInclusion(sha256, { index, size, leafHash: leafHash(sha256, leaf), path: decoded, root });
  if (holds !== true)
    throw new ProofFailure('not_in_log', 'the path does not lead from the leaf to the root of the log');
}

/** Throws ProofFailure `not_in_map`. */
export function assertInMap(sha256: Sha256, { map }: Pick<Checkpoint, 'map'>, statement: MapStatement): void {
  const { key, proof, value } = statement;
  const holds =
    value === null ? verifyAbsence(sha256, map, key, proof) : verifyPresence(sha256, map, key, value, proof);
  if (!holds) throw new ProofFailure('not_in_map', `the map does not say this of ${key}`);
}

/** Undefined where a hash is not 32 bytes in base64url. */
export function decodePath(path: readonly string[]): Uint8Array[] | undefined {
  const hashes = path.map((text) => fromBase64url(text));
  return hashes.every((hash) => hash?.length === 32) ? (hashes as Uint8Array[]) : undefined;
}
