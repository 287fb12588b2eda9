/** What a service refuses by itself. Refusals of the domain and errors of the ledger pass through as they are. */
export type ServiceErrorCode =
  | 'not_found'
  | 'not_sealed' // no agreed checkpoint covers it yet
  | 'signature_required' // the resource is for members, and the request is not signed
  | 'ring_too_low' // signed, but by someone who may not see or do this
  | 'queue_full' // too many batches wait; nothing was kept
  | 'rate_limited' // this participant has asked too much lately
  | 'overloaded'
  | 'signer_unavailable' // the organisation's signer does not sign now, and nothing is said without a signature
  | 'not_ready' // what is folded here may not be relied on now
  | 'projection_unavailable'; // nothing folded yet, or the fold has stopped

export class ServiceError extends Error {
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number;
  constructor(
    readonly code: ServiceErrorCode,
    message: string,
    options?: ErrorOptions & { retryAfter?: number },
  ) {
    super(message, options);
    this.name = 'ServiceError';
    if (options?.retryAfter !== undefined) this.retryAfter = options.retryAfter;
  }
}

export function notFound(what: string): ServiceError {
  return new ServiceError(
    'not_found',
    `There is no such ${what} on this ledger, as far as it is folded here.`,
  );
}

export const notSealed = (): ServiceError =>
  new ServiceError('not_sealed', 'No checkpoint that k organisations agree on covers this yet.', {
    retryAfter: 60,
  });
