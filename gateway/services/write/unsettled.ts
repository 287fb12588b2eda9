import { parseJwsLine } from '../../../chaincode/domain/batch/jws.js';
import { base64url, text } from '../../../chaincode/domain/bytes.js';
import { Refusal } from '../../../chaincode/domain/errors.js';
import type { Sha256 } from '../../../chaincode/domain/ports.js';
import type { Queries } from '../../projection/port.js';
import type { TakenBatch } from './batch-queue.js';

interface OnItsWay {
  readonly issuer: string;
  readonly batch: string;
}

/** Ends what `Unsettled.begin` began: with the batch where the ledger took it. */
export type Settle = (taken?: TakenBatch) => void;

/**
 * Batches that this gateway has been given, and that are neither refused nor readable here: queued, under way, or committed and not
 * yet folded. Whoever asks what it has stated must know of them, or it states the same again.
 */
export class Unsettled {
  readonly #batches = new Set<OnItsWay>();
  readonly #queries: Pick<Queries, 'folded'>;
  readonly #sha256: Sha256;

  constructor(queries: Pick<Queries, 'folded'>, sha256: Sha256) {
    this.#queries = queries;
    this.#sha256 = sha256;
  }

  begin(bytes: Uint8Array): Settle {
    const batch = this.#named(bytes);
    if (batch === undefined) return () => undefined;
    this.#batches.add(batch);
    const end = (): void => void this.#batches.delete(batch);
    return (taken) => {
      if (taken === undefined) end();
      // Where the projector fails, nothing is answered any more: nor this.
      else void this.#queries.folded(taken.block, new AbortController().signal).then(end, end);
    };
  }

  /** Ids of an issuer's, those that came first at the front. */
  of(issuer: string): readonly string[] {
    const own = [...this.#batches].filter((one) => one.issuer === issuer);
    return [...new Set(own.map(({ batch }) => batch))];
  }

  /** Undefined where its first line cannot be read: no ledger takes it. */
  #named(bytes: Uint8Array): OnItsWay | undefined {
    try {
      const { payload, signingInput } = parseJwsLine(text(bytes.subarray(0, bytes.indexOf(10))));
      return { issuer: payload.iss, batch: base64url(this.#sha256(signingInput)) };
    } catch (error) {
      if (error instanceof Refusal || error instanceof TypeError) return undefined;
      throw error;
    }
  }
}
