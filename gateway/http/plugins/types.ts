import type { FastifyBaseLogger, FastifyInstance, FastifyTypeProvider, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Static, TSchema } from 'typebox';
import type { ProblemCode } from '../schemas/problem-table.js';
import type { Caller } from '../../services/common/caller.js';

/** Requests have the types of their schemas. Answers have those of the services: a test holds them to the schemas. */
export interface Types extends FastifyTypeProvider {
  validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
  serializer: unknown;
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  Types
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A POST that changes nothing: its nonce need not outlive a restart, nor wait for the disk. */
    isRead?: boolean;
    /** Answers alike whatever is folded, also before anything is. */
    isStatic?: boolean;
  }
  interface FastifyRequest {
    /** Who asks; anonymous until the signature is verified. */
    caller: Caller;
    /** The body as it came, where there is one. */
    rawBody: Buffer | undefined;
    /**
     * The cache's generation when the request came, if its answer may be cached: a block that is folded meanwhile
     * must not label the older answer.
     */
    generation: string | undefined;
    /** Code of the problem that it was answered with. */
    problem: ProblemCode | undefined;
  }
}
