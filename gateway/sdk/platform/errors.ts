export type ClientErrorCode =
  | 'unreachable' // no connection, or it broke; a write may or may not have arrived
  | 'certificate_untrusted' // TLS: nothing was sent
  | 'timeout' // no whole answer in time; a write may or may not have arrived
  | 'aborted' // the caller's signal
  | 'answer_malformed' // not what the interface promises: probably not a gateway of this ledger
  | 'answer_unsigned' // an answer that must be signed by the organisation is not
  | 'answer_signature' // it is signed, but not by a known key of the organisation, or not over this answer
  | 'key_unusable' // a key cannot be used on this platform
  | 'signer_missing' // the call must be signed, and the client has no signer
  | 'incomplete'; // the records received are not all there are

/** The exchange itself failed. What the gateway refuses is a `ProblemError`. */
export class ClientError extends Error {
  readonly code: ClientErrorCode;
  /** The gateway's id of the request, to be quoted to its operator; absent where no answer came. */
  readonly requestId?: string;

  constructor(code: ClientErrorCode, message: string, options?: ErrorOptions & { requestId?: string }) {
    super(message, options);
    this.name = 'ClientError';
    this.code = code;
    if (options?.requestId !== undefined) this.requestId = options.requestId;
  }
}

/** One defect of what was sent. */
export interface ProblemDetail {
  readonly code: string;
  readonly reason?: string;
  /** 1-based line of the batch. */
  readonly line?: number;
  /** RFC 6901 pointer within the line or document. */
  readonly pointer?: string;
}

/** The gateway or the ledger said no: an RFC 9457 answer, or the problem of a failed job. */
export class ProblemError extends Error {
  /** Stable; docs/errors.md has a section on each. */
  readonly code: string;
  /** HTTP status; 0 for the problem of a job. */
  readonly status: number;
  readonly requestId?: string;
  readonly errors: readonly ProblemDetail[];
  /** Milliseconds after which to try again, where the gateway said so. */
  readonly retryAfterMs?: number;

  constructor(
    message: string,
    problem: {
      readonly code: string;
      readonly status: number;
      readonly errors: readonly ProblemDetail[];
      readonly requestId?: string | undefined;
      readonly retryAfterMs?: number | undefined;
    },
  ) {
    super(message);
    this.name = 'ProblemError';
    this.code = problem.code;
    this.status = problem.status;
    this.errors = problem.errors;
    if (problem.requestId !== undefined) this.requestId = problem.requestId;
    if (problem.retryAfterMs !== undefined) this.retryAfterMs = problem.retryAfterMs;
  }
}
