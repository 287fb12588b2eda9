import { createHash } from 'node:crypto';
import { composeBatch } from '../../../chaincode/domain/batch/compose.js';
import { base64url } from '../../../chaincode/domain/bytes.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { daySeconds } from '../../../chaincode/domain/time.js';
import { mayPass, ProblemError, type Signer } from '../../sdk/client/index.js';
import type { BatchGateway, SignedBatch } from './batch-gateway.js';
import { ImportFailure } from './failure.js';
import { recordsOf, type ImportStore, type Mark, type WaitingBatch } from './import-store.js';

/** The longest that the batch format allows: an import that stops overnight can send the same signature the next day. */
const lifetimeSeconds = daySeconds;

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

export interface OutboxParts {
  readonly store: ImportStore;
  readonly gateway: BatchGateway;
  /** Ledger id. */
  readonly ledger: string;
  /** By participant id. */
  readonly signers: ReadonlyMap<string, Signer>;
  /** Seconds since the epoch. */
  readonly now: () => number;
}

/** Signs records into batches and remembers them before they leave, so that each is sent until its receipt came. */
export class Outbox {
  readonly #parts: OutboxParts;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Signs the records into a batch and makes it durable. */
  async compose(iss: string, records: readonly FactRecord[], marks: readonly Mark[]): Promise<WaitingBatch> {
    // Its content cannot name it: what was taken back may be stated again word for word.
    const jti = base64url(crypto.getRandomValues(new Uint8Array(24)));
    return this.#parts.store.keep(await this.#sign(iss, jti, records), marks);
  }

  /**
   * Sends a batch that `compose` gave now or in an earlier run, until the ledger has it. Throws ImportFailure `refused`, after which
   * nothing of it stands and a later run may state its rows; ProblemError, ClientError where the outcome is unknown.
   */
  async deliver(batch: WaitingBatch): Promise<void> {
    const { gateway, now, store } = this.#parts;
    let current = batch;
    // An expired batch was either accepted in time or never will be: only then is another signature safe.
    if (batch.exp <= now()) {
      if (await gateway.has(batch.id)) return store.settle(batch);
      current = await store.replace(batch, await this.#sign(batch.iss, batch.jti, recordsOf(batch)));
    }
    try {
      await gateway.deliver(current);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await store.drop(current);
      throw refusal(current, error);
    }
    await store.settle(current);
  }

  async #sign(iss: string, jti: string, records: readonly FactRecord[]): Promise<SignedBatch> {
    const { ledger, now, signers } = this.#parts;
    const signer = signers.get(iss);
    if (!signer)
      throw new ImportFailure('key_missing', `records of ${iss} wait to be sent: its key is needed`);
    const { alg, kid } = signer;
    const iat = now();
    const exp = iat + lifetimeSeconds;
    const sign = (input: Uint8Array): Promise<Uint8Array> => signer.sign(input);
    const draft = { records, iss, kid, alg, jti, aud: ledger, iat, exp, sha256, sign };
    return { ...(await composeBatch(draft)), iss, exp };
  }
}

/** What a proxy answers, or what may pass, says nothing about the batch. */
function isRefusal(error: unknown): error is ProblemError {
  return error instanceof ProblemError && !mayPass(error) && !error.code.startsWith('http_');
}

/** Line 1 of a batch is its signature. */
const firstRecordLine = 2;

function refusal({ marks }: WaitingBatch, problem: ProblemError): ImportFailure {
  const details = problem.errors.map(({ code, line, reason = code }) => {
    const place = line === undefined ? undefined : marks[line - firstRecordLine]?.place;
    return place === undefined ? reason : `${place}: ${reason}`;
  });
  const message = `the ledger refused ${marks.length} records that were sent together: ${problem.message}`;
  return new ImportFailure('refused', message, { cause: problem, details });
}
