import { parseJwsLine } from '../../chaincode/domain/batch/jws.js';
import {
  base64,
  base64url,
  concat,
  equalBytes,
  fromBase64,
  text,
  utf8,
} from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { Refusal } from '../../chaincode/domain/errors.js';
import { leafHash } from '../../chaincode/domain/merkle/tree.js';
import { usableKey } from '../../chaincode/domain/participants/keys.js';
import { assertSignatureForm } from '../../chaincode/domain/participants/signature-form.js';
import type { Genesis } from '../../chaincode/domain/governance/genesis.js';
import type { Crypto } from '../../chaincode/domain/ports.js';
import { clockToleranceSeconds, parseTime } from '../../chaincode/domain/time.js';
import { parseCheckpoint } from '../../chaincode/domain/tlog/checkpoint.js';
import { hashesOnLevel, tileWidth, type Tile } from '../../chaincode/domain/tlog/tile.js';
import { TiledTree, appendToTiles } from '../../chaincode/domain/tlog/tree.js';
import type { Finding } from './finding.js';
import { LogGovernance, type GovernanceMemo } from './log-governance.js';

/** Letters of the 16 bytes that stand for a batch's name. */
const nameLength = 22;

const tileName = (level: number, index: number): string => `${level}/${index}`;

/** The tile of that level that the next hash comes into. */
const edgeIndex = (size: number, level: number): number => Math.floor(hashesOnLevel(size, level) / tileWidth);

/** What was signed for leaves that hold only its hashes: by the proposal's id, in order. */
export type ApprovalsBeside = ReadonlyMap<string, readonly string[]>;

/** What an audit keeps of the leaves that it has checked, so that the next one goes on behind them. */
export interface LogMemo {
  readonly batches: number;
  /** Of the newest checkpoint among the leaves. */
  readonly epoch: number;
  readonly governance: GovernanceMemo;
  readonly size: number;
  /** The tiles that later leaves are added to, by level: base64. */
  readonly edge: readonly string[];
  /** Batches that were there, each by the first 16 bytes of the hash of its name: base64url, one behind the other. */
  readonly seen: string;
}

/**
 * Reads the leaves of a log in order, without the ledger behind it: what each claims must hold. Governance: that it follows
 * from what organisations signed, beginning with the consortium document. A batch: its one signature, by a key that its issuer
 * then had, its audience and dates, and that it stands here once. A checkpoint: that it is of this log as it was before.
 * 32 bytes of memory a leaf.
 */
export class LogAudit {
  readonly findings: Finding[] = [];
  batches = 0;
  size = 0;
  /** Of the newest checkpoint among the leaves. */
  epoch = 0;
  readonly #tiles = new Map<string, Uint8Array>();
  readonly #seen = new Set<string>();
  readonly #read = (level: number, index: number): Uint8Array =>
    this.#tiles.get(tileName(level, index)) ?? new Uint8Array();

  readonly #crypto: Crypto;
  readonly #ledger: string;
  readonly #governance: LogGovernance;

  /** Leaves before are those of `memo`. */
  readonly #from: number;

  /** `memo` must come from an audit of the same log; its tree must have the root that was kept. */
  constructor(crypto: Crypto, genesis: Genesis, memo?: LogMemo) {
    this.#crypto = crypto;
    this.#ledger = genesis.ledger;
    this.#governance = new LogGovernance(crypto, genesis, memo?.governance);
    this.#from = this.size = memo?.size ?? 0;
    if (memo === undefined) return;
    [this.batches, this.epoch] = [memo.batches, memo.epoch];
    for (let at = 0; at < memo.seen.length; at += nameLength)
      this.#seen.add(memo.seen.slice(at, at + nameLength));
    memo.edge.forEach((bytes, level) =>
      this.#tiles.set(tileName(level, edgeIndex(this.size, level)), fromBase64(bytes) ?? new Uint8Array()),
    );
  }

  memo(): LogMemo {
    const { batches, epoch, size } = this;
    const edge: string[] = [];
    for (let level = 0; hashesOnLevel(size, level) > 0; level++)
      edge.push(base64(this.#read(level, edgeIndex(size, level))));
    const governance = this.#governance.memo();
    return { batches, edge, epoch, governance, seen: [...this.#seen].join(''), size };
  }

  /** Every tile that leaves from `from` on have changed, as the log has it now. */
  *tilesSince(from: number): Generator<Tile & { readonly level: number; readonly bytes: Uint8Array }> {
    for (let level = 0; hashesOnLevel(this.size, level) > hashesOnLevel(from, level); level++) {
      const hashes = hashesOnLevel(this.size, level);
      for (let index = edgeIndex(from, level); index * tileWidth < hashes; index++) {
        const width = Math.min(tileWidth, hashes - index * tileWidth);
        yield { level, index, width, bytes: this.#read(level, index) };
      }
    }
  }

  /** Of the first `size` leaves. */
  tree(size: number): TiledTree {
    return new TiledTree(this.#crypto.sha256, this.#read, size);
  }

  add(leaves: readonly Uint8Array[], beside: ApprovalsBeside = new Map()): void {
    for (const leaf of leaves) {
      const reason = this.#defect(leaf, beside);
      if (reason !== undefined)
        this.findings.push({ code: 'leaf_does_not_hold', at: `leaf ${this.size}`, reason });
      const hash = leafHash(this.#crypto.sha256, leaf);
      for (const added of appendToTiles(this.#crypto.sha256, this.#read, this.size, hash)) {
        const index = Math.floor(added.place / tileWidth);
        this.#tiles.set(tileName(added.level, index), concat(this.#read(added.level, index), added.hash));
      }
      this.size += 1;
    }
  }

  #defect(leaf: Uint8Array, beside: ApprovalsBeside): string | undefined {
    let entry: string;
    let members: Readonly<Record<string, unknown>>;
    try {
      entry = text(leaf);
      if (!entry.startsWith('{')) return this.#checkpoint(entry);
      members = JSON.parse(entry) as Readonly<Record<string, unknown>>;
    } catch {
      return 'it is no entry of such a log';
    }
    // One content has one spelling, or a log could have two leaves for it.
    if (canonicalText(members) !== entry) return 'it is not RFC 8785 JSON';
    const { jws, time } = members;
    const seconds = parseTime(typeof time === 'string' ? time : '');
    if (seconds === undefined) return 'it has no time';
    if (typeof jws === 'string') return this.#batch(jws, seconds);
    const { approvalHashes, approvals, consortium, proposal } = members;
    const id = consortium ?? proposal;
    if (typeof id !== 'string' || (consortium === undefined) === (proposal === undefined))
      return 'it is no entry of such a log';
    const signed = isTexts(approvalHashes) ? this.#besides(beside.get(id) ?? [], approvalHashes) : approvals;
    if (!isTexts(signed)) return 'what was signed is not there';
    if (consortium === undefined) return this.#governance.decide(id, signed, seconds, this.epoch);
    if (this.size > 0 || id !== this.#ledger) return 'it founds another ledger';
    return this.#governance.found(signed, seconds);
  }

  /** What was signed, if it is what the hashes are of. */
  #besides(signed: readonly string[], hashes: readonly string[]): readonly string[] | undefined {
    const own = signed.map((jws) => base64url(this.#crypto.sha256(utf8(jws))));
    return canonicalText(own) === canonicalText(hashes) ? signed : undefined;
  }

  #checkpoint(body: string): string | undefined {
    const checkpoint = parseCheckpoint(body);
    if (checkpoint?.ledger !== this.#ledger) return 'it is no checkpoint of this ledger';
    if (checkpoint.size > this.size) return 'it is a checkpoint of leaves that come after it';
    if (checkpoint.epoch <= this.epoch) return 'its epoch is not after that of the checkpoint before';
    this.epoch = checkpoint.epoch;
    // What it covers was checked by an earlier audit, which kept no tiles of it.
    if (checkpoint.size < this.#from) return undefined;
    return equalBytes(this.tree(checkpoint.size).root(), checkpoint.root)
      ? undefined
      : 'the checkpoint is of another log';
  }

  #batch(jws: string, time: number): string | undefined {
    this.batches += 1;
    try {
      const { header, payload, signature, signingInput } = parseJwsLine(canonicalText({ jws }));
      const { aud, exp, iat, iss, jti } = payload;
      if (aud !== this.#ledger) return 'the batch is for another ledger';
      if (time < iat - clockToleranceSeconds || time > exp) return 'the batch came outside of its dates';
      const name = `${iss}/${jti}`;
      const digest = base64url(this.#crypto.sha256(utf8(name)).subarray(0, 16));
      if (this.#seen.has(digest)) return `the batch ${name} was there before`;
      this.#seen.add(digest);
      const issuer = this.#governance.participant(iss);
      if (!issuer?.keys.some(({ kid }) => kid === header.kid)) return `${iss} has no key ${header.kid}`;
      const key = usableKey(issuer, header.kid, header.alg, time);
      assertSignatureForm(key.alg, key.jwk, signature);
      const holds = this.#crypto.verify(key.alg, key.jwk, signingInput, signature);
      return holds ? undefined : 'the signature does not hold';
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }
}

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
