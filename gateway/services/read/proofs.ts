import { base64url, text, utf8 } from '../../../chaincode/domain/bytes.js';
import type { DecisionProof } from '../../../chaincode/domain/proofs/decision.js';
import type { EntryProof } from '../../../chaincode/domain/proofs/entry.js';
import { inclusionPath, leafHash } from '../../../chaincode/domain/merkle/tree.js';
import type { ReceiptInclusion } from '../../../chaincode/domain/proofs/receipt.js';
import type { RecordProof } from '../../../chaincode/domain/proofs/record.js';
import type { SealProof } from '../../../chaincode/domain/proofs/seal.js';
import type { SellerProof } from '../../../chaincode/domain/proofs/seller.js';
import type { Sha256 } from '../../../chaincode/domain/ports.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import { parseCheckpoint } from '../../../chaincode/domain/tlog/checkpoint.js';
import type { Queries } from '../../projection/port.js';
import type { MapEntry, Proofs } from '../../projection/proofs-port.js';
import type { Caller } from '../common/caller.js';
import type { Checkpoints } from '../common/checkpoints.js';
import { ServiceError, notFound, notSealed } from '../common/service-error.js';
import { maySeeRecord } from './visibility.js';

/** Proofs for outsiders, all at the newest epoch that k organisations agree on. */
export class ProofMaker {
  readonly #queries: Pick<Queries, 'record' | 'batch' | 'parties' | 'proposal'>;
  readonly #proofs: Pick<Proofs, 'decision' | 'epoch' | 'leafOfBatch' | 'mapEntry' | 'tree'>;
  readonly #checkpoints: Checkpoints;
  readonly #sha256: Sha256;

  constructor(
    queries: Pick<Queries, 'record' | 'batch' | 'parties' | 'proposal'>,
    proofs: Pick<Proofs, 'decision' | 'epoch' | 'leafOfBatch' | 'mapEntry' | 'tree'>,
    checkpoints: Checkpoints,
    sha256: Sha256,
  ) {
    this.#queries = queries;
    this.#proofs = proofs;
    this.#checkpoints = checkpoints;
    this.#sha256 = sha256;
  }

  /** For those who may read the record; they can show it to anyone. Throws ServiceError. */
  record(caller: Caller, id: string): RecordProof {
    const projected = this.#queries.record(id);
    const [batchId = '', index] = id.split('.');
    const batch = this.#queries.batch(batchId);
    if (projected === undefined || batch === undefined) throw notFound('record');
    if (!maySeeRecord(caller, projected, this.#queries)) {
      if (caller.type === 'anonymous') {
        throw new ServiceError(
          'signature_required',
          'This is for members: sign the request with a registered key.',
        );
      }
      throw new ServiceError('ring_too_low', 'The key that signed this request may not see this.');
    }
    const agreed = this.#checkpoints.agreed();
    const inclusion = agreed && this.#inclusion(batchId, agreed.body);
    if (agreed === undefined || inclusion === undefined) throw notSealed();
    const lines = text(batch.bytes).split('\n').slice(1, -1);
    const hashes = lines.map((line) => leafHash(this.#sha256, utf8(line)));
    const path = inclusionPath(this.#sha256, hashes, Number(index)).map(base64url);
    return {
      v: 1,
      record: id,
      line: lines[Number(index)] ?? '',
      path,
      jws: batch.jws,
      time: formatTime(batch.time),
      inclusion,
      issuer: this.#present(`participant/${batch.iss}`),
      checkpoint: agreed.note,
    };
  }

  /** What the ledger says of a seller, or that it says nothing. Throws ServiceError. */
  seller(seller: string): SellerProof {
    return { v: 1, seller, ...this.#stated<NonNullable<SellerProof['value']>>(`seller/${seller}`) };
  }

  /** What the map has under a key of the consortium's own documents, or that it has nothing there. Throws ServiceError. */
  entry(key: string): EntryProof {
    return { v: 1, key, ...this.#stated<object>(key) };
  }

  /** That a proposal was executed. Throws ServiceError. */
  decision(id: string): DecisionProof {
    const view = this.#queries.proposal(id);
    if (view === undefined) throw notFound('proposal');
    const decision = this.#proofs.decision(id);
    if (decision === undefined) throw notFound('decision: the proposal has not been executed');
    const agreed = this.#checkpoints.agreed();
    const inclusion = agreed && this.#inclusionOf(decision.leaf, agreed.body);
    if (agreed === undefined || inclusion === undefined) throw notSealed();
    return {
      v: 1,
      proposal: id,
      approvals: view.signatures,
      time: formatTime(decision.time),
      inclusion,
      consortium: this.#present('consortium'),
      checkpoint: agreed.note,
    };
  }

  /** What k organisations agreed on at a Seal. Throws ServiceError. */
  seal(n: number): SealProof {
    const epoch = this.#proofs.epoch(n);
    if (epoch === undefined) throw notFound('epoch');
    const agreed = this.#checkpoints.agreed();
    const { body } = epoch.agreement;
    if (agreed === undefined || body === undefined) throw notSealed();
    if (body === agreed.body) return { v: 1, body, checkpoint: agreed.note };
    const inclusion = this.#inclusionOf(epoch.leaf, agreed.body);
    if (inclusion === undefined) throw notSealed();
    return { v: 1, body, inclusion, checkpoint: agreed.note };
  }

  /** Undefined while no agreed checkpoint covers the batch. */
  receipt(batch: string): ReceiptInclusion | undefined {
    const agreed = this.#checkpoints.agreed();
    const inclusion = agreed && this.#inclusion(batch, agreed.body);
    return inclusion && { ...inclusion, checkpoint: agreed.note };
  }

  #stated<T>(key: string) {
    const agreed = this.#checkpoints.agreed();
    if (agreed === undefined) throw notSealed();
    const { proof, value } = this.#proofs.mapEntry(key);
    const stated = value === undefined ? null : (JSON.parse(value) as T);
    return { value: stated, proof: writable(proof), checkpoint: agreed.note };
  }

  /** Of a key that the map has, since what is proven needed it. */
  #present(key: string) {
    const { proof, value } = this.#proofs.mapEntry(key);
    return { value: JSON.parse(value ?? '{}') as object, proof: writable(proof) };
  }

  #inclusion(batch: string, body: string): { index: number; path: string[] } | undefined {
    return this.#inclusionOf(this.#proofs.leafOfBatch(batch), body);
  }

  /** Undefined while the checkpoint does not cover the leaf. */
  #inclusionOf(index: number | undefined, body: string): { index: number; path: string[] } | undefined {
    const size = parseCheckpoint(body)?.size ?? 0;
    if (index === undefined || index >= size) return undefined;
    return { index, path: this.#proofs.tree(size).inclusionPath(index).map(base64url) };
  }
}

/** As the schemas have it, whose arrays are not readonly. */
const writable = ({ siblings, other }: MapEntry['proof']) => ({
  siblings: [...siblings],
  ...(other === undefined ? {} : { other }),
});
