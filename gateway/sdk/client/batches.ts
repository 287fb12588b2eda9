import { sha256 } from '@noble/hashes/sha2.js';
import { composeBatch, type ComposedBatch } from '../../../chaincode/domain/batch/compose.js';
import { base64url, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { LogInclusion } from '../../../chaincode/domain/proofs/inclusion.js';
import type { Receipt as AnsweredReceipt } from '../../../chaincode/domain/proofs/receipt.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { daySeconds } from '../../../chaincode/domain/time.js';
import type { CallOptions, Caller } from './caller.js';
import { ClientError, ProblemError, type ProblemDetail } from '../platform/errors.js';
import type { Signer } from '../platform/keys.js';
import { pause } from './retry.js';

export type SignedBatch = ComposedBatch;

export interface SignOptions {
  /** Participant id that the signer's key belongs to. */
  readonly as: string;
  readonly signer: Signer;
  /** Ledger id. */
  readonly ledger: string;
  /** Default: `contentId` of the records, so that the same records can never be stated twice by accident. */
  readonly jti?: string;
}

/** How long a batch may be on its way: as long as the ledger allows. */
const lifetimeSeconds = daySeconds;

/** base64url SHA-256 over the records' canonical lines. */
export function contentId(records: readonly FactRecord[]): string {
  return base64url(sha256(utf8(records.map((record) => `${canonicalText(record)}\n`).join(''))));
}

/**
 * An id for a batch that states again what was taken back: its records have been a batch before. `after`: ids of the records that
 * were taken back. The same statement gives the same id, so that a broken-off run that is repeated states nothing twice.
 */
export function restatementId(records: readonly FactRecord[], after: readonly string[]): string {
  return base64url(sha256(utf8([contentId(records), ...after].join('\n'))));
}

/** Signs up to 2,000 records as one batch. Checks nothing: the gateway names every defect. */
export function signBatch(records: readonly FactRecord[], options: SignOptions): Promise<SignedBatch> {
  const { as, jti, ledger, signer } = options;
  const iat = Math.floor(Date.now() / 1000);
  return composeBatch({
    records,
    iss: as,
    kid: signer.kid,
    alg: signer.alg,
    jti: jti ?? contentId(records),
    aud: ledger,
    iat,
    exp: iat + lifetimeSeconds,
    sha256,
    sign: (input) => signer.sign(input),
  });
}

/** Proof that a batch stands on the ledger, and where. Times in RFC 3339. Written out, so that partners read it here. */
export interface Receipt {
  readonly v: 1;
  readonly ledger: string;
  readonly batch: string;
  readonly iss: string;
  readonly jti: string;
  readonly n: number;
  readonly root: string;
  readonly txId: string;
  readonly block: number;
  readonly tx: number;
  readonly time: string;
  /** Where the batch stands in the log, once an agreed checkpoint covers it: `checkReceipt` checks it. */
  readonly inclusion?: LogInclusion & { readonly checkpoint: string };
}

export type Submission =
  | { readonly type: 'receipt'; readonly receipt: Receipt }
  /** Durably queued: `awaitJob` waits for the ledger's answer. */
  | { readonly type: 'job'; readonly job: string };

interface JobView {
  readonly id: string;
  readonly state: 'queued' | 'endorsed' | 'committed' | 'failed';
  readonly receipt?: Receipt;
  readonly problem?: {
    readonly code: string;
    readonly reason: string;
    readonly errors: readonly ProblemDetail[];
  };
}

/** `wait`: seconds to wait for the receipt; default 10. 0: until the batch is safely queued. */
export interface SendOptions extends CallOptions {
  readonly wait?: number;
}

/**
 * Sends a signed batch. It is safe to send the same batch any number of times, and where the outcome is unknown
 * this does: the ledger gives the original receipt again. Throws ProblemError, ClientError.
 */
export async function send(
  caller: Caller,
  batch: SignedBatch,
  options: SendOptions = {},
): Promise<Submission> {
  const { wait = 10 } = options;
  const answer = await caller.call<AnsweredReceipt & JobView>(
    '/v1/batches',
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', prefer: `wait=${wait}` },
      body: batch.bytes,
      repeatable: true,
      signed: false,
    },
    options,
  );
  if (answer.status !== 202) return { type: 'receipt', receipt: ownReceipt(answer.value, batch) };
  const job = answer.header('location')?.split('/').pop();
  if (job === undefined) throw new ClientError('answer_malformed', 'a 202 answer without Location');
  return { type: 'job', job };
}

/** A receipt for another batch would tell the sender that a lost one is safe. */
function ownReceipt(receipt: AnsweredReceipt, batch: SignedBatch): Receipt {
  if (receipt.batch === batch.id && receipt.root === batch.root) return receipt;
  throw new ClientError('answer_malformed', 'the receipt is for another batch');
}

const pollMaxMs = 2_000;

/** Waits until a job ends. Throws ProblemError where the ledger refused the batch; ClientError. */
export async function awaitJob(caller: Caller, job: string, options: CallOptions = {}): Promise<Receipt> {
  for (let pollMs = 100; ; pollMs = Math.min(2 * pollMs, pollMaxMs)) {
    const { value } = await caller.get<JobView>(`/v1/jobs/${encodeURIComponent(job)}`, options);
    if (value.receipt) return value.receipt;
    if (value.problem) {
      const { code, reason, errors } = value.problem;
      throw new ProblemError(reason, { code, errors, status: 0 });
    }
    await pause(pollMs, options.signal);
  }
}
