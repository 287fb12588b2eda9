import type { FastifyError } from 'fastify';
import { Refusal } from '../../../chaincode/domain/errors.js';
import { SignatureError } from '../../sdk/http-signatures/verify.js';
import { LedgerError } from '../../ledger/port.js';
import { problemTable, type ProblemCode } from '../schemas/problem-table.js';
import { ServiceError } from '../../services/common/service-error.js';

export interface ProblemError {
  readonly line?: number;
  readonly pointer?: string;
  readonly code: string;
  readonly reason: string;
}
export interface ProblemAnswer {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly ProblemError[];
  readonly retryAfter?: number;
}

/** Thrown where a route itself says no. */
export class HttpProblemError extends Error {
  readonly errors: readonly ProblemError[] | undefined;

  constructor(
    readonly code: ProblemCode,
    message: string,
    { errors, ...options }: ErrorOptions & { readonly errors?: readonly ProblemError[] } = {},
  ) {
    super(message, options);
    this.errors = errors;
  }
}

/** A validator that stops at nothing could answer with more than it was sent. */
const errorsShown = 100;
const ledgerRetrySeconds = 1; // seconds
const readOnlyRetrySeconds = 60;

/** Fastify's own errors, as far as a client can cause them. */
const frameworkProblems: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_type_unsupported',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request_malformed',
  FST_ERR_BAD_URL: 'request_malformed',
  FST_ERR_MAX_PARAM_LENGTH: 'request_invalid',
};

/** The one translation of errors into answers. What it does not know is `internal_error`, without a word of it. */
export function toProblem(error: unknown): ProblemAnswer {
  if (error instanceof Refusal)
    return { code: error.code, detail: error.message, errors: error.defects.slice(0, errorsShown) };

  if (error instanceof LedgerError) {
    if (error.code === 'refused') return error.cause instanceof Refusal ? toProblem(error.cause) : internal;
    const code = `ledger_${error.code}` as const;
    const detail = problemTable[code].title + '.';
    // A try after a while changes nothing: the operator must.
    if (error.code === 'rejected') return { code, detail };
    return {
      code,
      detail,
      retryAfter: error.code === 'read_only' ? readOnlyRetrySeconds : ledgerRetrySeconds,
    };
  }
  if (error instanceof SignatureError) return { code: error.code, detail: error.message };
  if (error instanceof HttpProblemError) {
    const { code, message: detail, errors } = error;
    return errors === undefined ? { code, detail } : { code, detail, errors };
  }

  if (error instanceof ServiceError) {
    const { code, message: detail, retryAfter } = error;
    return retryAfter === undefined ? { code, detail } : { code, detail, retryAfter };
  }
  if (error instanceof Error && 'code' in error) return fromFramework(error as FastifyError);
  return internal;
}

const internal: ProblemAnswer = {
  code: 'internal_error',
  detail: 'The gateway failed. Its log has the requestId.',
};

/** Fastify's names for the parts of a request, in words. */
const places: Readonly<Record<string, string>> = { params: 'path', querystring: 'query', body: 'body' };

function fromFramework(error: FastifyError): ProblemAnswer {
  if (error.validation !== undefined) {
    const errors = error.validation.slice(0, errorsShown).map(({ instancePath, keyword, message }) => ({
      pointer: instancePath,
      code: keyword,
      reason: message ?? 'does not fit the schema',
    }));
    const where = places[error.validationContext ?? ''] ?? 'request';
    return { code: 'request_invalid', detail: `The ${where} does not fit its schema.`, errors };
  }
  const isClients = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500;
  const code = frameworkProblems[error.code] ?? (isClients ? 'request_malformed' : undefined);
  return code === undefined ? internal : { code, detail: `${problemTable[code].title}.` };
}

export function problemBody(answer: ProblemAnswer, publicUrl: string, requestId: string): string {
  const { code, detail, errors } = answer;
  const { status, title } = problemTable[code];
  const type = `${publicUrl}/problems/${code}`;
  return JSON.stringify({ type, title, status, code, detail, requestId, ...(errors ? { errors } : {}) });
}
