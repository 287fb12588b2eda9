import { canonicalText } from '../../chaincode/domain/canonical.js';
import { text, utf8 } from '../../chaincode/domain/bytes.js';
import type { Seal } from '../../chaincode/domain/checkpoints/statement.js';
import { type SealDoc, agreementOn } from '../../chaincode/domain/fold/epochs.js';
import type { DecisionDoc } from '../../chaincode/domain/fold/governance.js';
import type { BatchDoc } from '../../chaincode/domain/fold/batch-doc.js';
import { entryAt, lists } from '../../chaincode/domain/fold/list.js';
import { type LogEntry, logSize, logTree, tilesOf } from '../../chaincode/domain/fold/log.js';
import { mapNodes } from '../../chaincode/domain/fold/map.js';
import { type Json, keys, load } from '../../chaincode/domain/fold/state.js';
import { versionAt } from '../../chaincode/domain/fold/versions.js';
import { proveKey } from '../../chaincode/domain/map/proof.js';
import type { Sha256 } from '../../chaincode/domain/ports.js';
import { batchLeaf } from '../../chaincode/domain/tlog/leaves.js';
import { formatNote, noteLines } from '../../chaincode/domain/tlog/note.js';
import type { TiledTree } from '../../chaincode/domain/tlog/tree.js';
import type { EpochView, MapEntry, Proofs } from './proofs-port.js';
import type { View } from './view.js';

/** Proofs out of the projection's state. Each call reads the state after one block. */
export class ProjectionProofs implements Proofs {
  readonly #view: View;
  readonly #sha256: Sha256;

  constructor(view: View, sha256: Sha256) {
    this.#view = view;
    this.#sha256 = sha256;
  }

  newestSeal(): Seal | undefined {
    return this.#doc(load<number>(this.#view, keys.newestSeal) ?? 0)?.seal;
  }

  epoch(n: number): EpochView | undefined {
    const doc = this.#doc(n);
    if (doc === undefined) return undefined;
    const { leaf, own, seal, statements } = doc;
    const agreement = agreementOn(doc);
    const { agree, body } = agreement;
    const lines = agree.flatMap((org) => noteLines(statements.find((one) => one.org === org)?.note ?? ''));
    const note = body === undefined ? undefined : formatNote(body, lines);
    return { seal, own, agreement, leaf, statements, note };
  }

  agreed(): EpochView | undefined {
    const epoch = this.epoch(load<number>(this.#view, keys.agreed) ?? 0);
    // Where k organisations signed another body than ours, our map proves nothing of what they signed.
    return epoch?.agreement.body === epoch?.own ? epoch : undefined;
  }

  mapEntry(key: string): MapEntry {
    const epoch = this.agreed()?.seal.n;
    if (epoch === undefined) throw new Error('no epoch is agreed on');
    const value = versionAt<Json>(this.#view, keys.mapValue(key), epoch);
    const proof = proveKey(this.#sha256, mapNodes(this.#view, epoch), key);
    return { key, value: value === undefined ? undefined : canonicalText(value), proof };
  }

  logSize(): number {
    return logSize(this.#view);
  }

  leafOfBatch(batch: string): number | undefined {
    return load<BatchDoc>(this.#view, keys.batch(batch))?.leaf;
  }

  decision(proposal: string): DecisionDoc | undefined {
    return load<DecisionDoc>(this.#view, keys.decision(proposal));
  }

  entries(from: number, to: number): readonly Uint8Array[] {
    if (from < 0 || to < from || to > this.logSize()) throw new RangeError('no such entries');
    return Array.from({ length: to - from }, (_, i) => this.#entry(from + i));
  }

  tile(level: number, index: number): Uint8Array {
    return tilesOf(this.#view)(level, index);
  }

  tree(size: number): TiledTree {
    return logTree(this.#view, this.#sha256, size);
  }

  #doc(n: number): SealDoc | undefined {
    return load<SealDoc>(this.#view, keys.seal(n));
  }

  #entry(index: number): Uint8Array {
    const entry = entryAt<LogEntry>(this.#view, lists.log, index);
    if (typeof entry === 'object') return utf8(entry.leaf);
    const bytes = entry === undefined ? undefined : this.#view.text(entry);
    const batch = entry === undefined ? undefined : load<BatchDoc>(this.#view, keys.batch(entry));
    if (bytes === undefined || batch === undefined) throw new Error(`entry ${index} of the log is missing`);
    const { jws } = JSON.parse(text(bytes.subarray(0, bytes.indexOf(10)))) as { jws: string };
    return batchLeaf(jws, batch.time);
  }
}
