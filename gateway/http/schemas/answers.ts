import type { TSchema } from 'typebox';
import { Problem } from './problem.js';

/** An answer of a route, as Fastify and OpenAPI take it. */
interface Answer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content: Readonly<Record<string, { readonly schema: TSchema }>>;
}

export const answer = (
  description: string,
  schema: TSchema,
  { type = 'application/json', ...headers }: { readonly type?: string } & Pick<Answer, 'headers'> = {},
): Answer => ({ description, ...headers, content: { [type]: { schema } } });

/** Where to go on. */
export const location = {
  Location: { type: 'string', description: 'Path of what was made here (RFC 9110)' },
};

/** What a status means here; which one it is stands in `code`. */
const problemWords = {
  400: 'The request cannot be read, or does not fit this description: `errors` names the members',
  401: 'A signature is needed, or the one that is there does not hold',
  403: 'The signer may not do or see this',
  404: 'There is no such thing',
  409: 'It does not go together with what is there',
  413: 'The body is too large',
  415: 'The body is of a media type that is not taken here',
  422: 'The rules of the ledger refuse it: `errors` names every line and member',
  429: 'Too many batches wait, or too much was asked: try again after the time in Retry-After',
  500: 'The gateway failed',
  503: 'It cannot be answered now: try again after the time in Retry-After',
  default: 'Any other problem',
} as const;

const problemAnswer = (status: keyof typeof problemWords): Answer =>
  answer(problemWords[status], Problem, { type: 'application/problem+json' });

type ProblemStatus = Exclude<keyof typeof problemWords, 'default'>;

/** The problems to expect of an operation. A signature that does not hold is one of every operation. */
export const problemAnswers = (...statuses: readonly ProblemStatus[]): Readonly<Record<string, Answer>> =>
  Object.fromEntries(
    ([...statuses, 401, 'default'] as const).map((status) => [status, problemAnswer(status)]),
  );

/** Where a signature is a must; elsewhere it is a choice (see `openapi.ts`). */
export const signatureNeeded = [{ signature: [], signatureInput: [] }];
