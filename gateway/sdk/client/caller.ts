import { utf8 } from '../../../chaincode/domain/bytes.js';
import { jsonOf, problemOf, requestIdOf, signerOf } from './answer.js';
import { ClientError } from '../platform/errors.js';
import { KeyList } from './key-list.js';
import type { NamedPublicJwk, Signer } from '../platform/keys.js';
import { withRetries } from './retry.js';
import { exchange, type Fetch, type IncomingAnswer, type Method } from './transport.js';

export interface ClientOptions {
  /** The gateway, e.g. `https://ledger.example.org`. Its `STL_PUBLIC_URL`: signatures cover it. */
  readonly url: string;
  /** Signs queries. Without one the client sees what the public sees. */
  readonly signer?: Signer;
  /**
   * Keys that answers may be signed with. Absent: those that the gateway itself names, which proves that answers
   * are whole and by whoever runs the URL, and no more.
   */
  readonly organisationKeys?: readonly NamedPublicJwk[];
  readonly fetch?: Fetch;
  /** For one exchange, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
  /** How often a call that is safe to repeat is tried again. Default 4. */
  readonly retries?: number;
}

/** What one call does differently from its client. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly retries?: number;
  readonly signer?: Signer;
}

export interface Answer<T> {
  readonly status: number;
  readonly value: T;
  /** The organisation's key that signed it; undefined outside /v1, where answers are not signed. */
  readonly signedBy: string | undefined;
  readonly requestId: string | undefined;
  readonly header: (name: string) => string | undefined;
}

interface Outgoing {
  readonly method: Method;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** True where making the call twice does no more than making it once. */
  readonly repeatable: boolean;
  /** False for batches: they carry their own signature, which alone is their authority. */
  readonly signed: boolean;
}

/** Signs requests, repeats them where that is safe, and lets through only answers whose signature holds. */
export class Caller {
  readonly #base: string;
  readonly #fetch: Fetch;
  readonly #keys: KeyList;

  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;

    this.#base = options.url.replace(/\/+$/, '');
    this.#fetch = options.fetch ?? ((url, init) => fetch(url, init));
    const { organisationKeys: given } = options;
    this.#keys = new KeyList(given ? () => Promise.resolve(given) : () => this.#namedKeys());
  }

  /** Throws ProblemError, ClientError. */
  get<T>(path: string, options: CallOptions = {}): Promise<Answer<T>> {
    return this.call(path, { method: 'GET', headers: {}, repeatable: true, signed: true }, options);
  }

  /**
   * Posts JSON, or no body at all: once, unless it is `repeatable`. `signed`: false for what carries its own signature, which
   * alone is its authority.
   */
  post<T>(
    path: string,
    body: unknown,
    {
      signed = true,
      repeatable = false,
      ...options
    }: CallOptions & Partial<Pick<Outgoing, 'signed' | 'repeatable'>> = {},
  ): Promise<Answer<T>> {
    return this.call(path, { method: 'POST', repeatable, signed, ...contentOf(body) }, options);
  }

  /** What HTTP holds to be repeatable is. */
  put<T>(path: string, body: unknown, options: CallOptions = {}): Promise<Answer<T>> {
    return this.call(path, { method: 'PUT', repeatable: true, signed: true, ...contentOf(body) }, options);
  }

  delete<T>(path: string, options: CallOptions = {}): Promise<Answer<T>> {
    return this.call(path, { method: 'DELETE', repeatable: true, signed: true, headers: {} }, options);
  }

  async call<T>(path: string, outgoing: Outgoing, options: CallOptions): Promise<Answer<T>> {
    const retries = outgoing.repeatable ? (options.retries ?? this.#options.retries ?? 4) : 0;
    return withRetries(() => this.#once<T>(path, outgoing, options), retries, options.signal);
  }

  async #once<T>(path: string, outgoing: Outgoing, options: CallOptions): Promise<Answer<T>> {
    const answer = await exchange(this.#fetch, {
      url: `${this.#base}${path}`,
      method: outgoing.method,
      headers: outgoing.headers,
      body: outgoing.body,
      signer: outgoing.signed ? (options.signer ?? this.#options.signer) : undefined,
      timeoutMs: options.timeoutMs ?? this.#options.timeoutMs ?? 30_000,
      signal: options.signal,
    });
    const signedBy = path.startsWith('/v1/') ? await this.#checked(answer) : undefined;
    if (answer.status >= 400) throw problemOf(answer);
    const value = jsonOf(answer) as T;
    const { requestId } = requestIdOf(answer);
    return { status: answer.status, value, signedBy, requestId, header: answer.header };
  }

  /** The key id that signed the answer. An error may come unsigned, from a proxy or to an unsigned request: it binds nobody. */
  async #checked(answer: IncomingAnswer): Promise<string | undefined> {
    if (answer.status >= 400 && answer.header('signature') === undefined) return undefined;
    const signedBy = await this.#signerOf(answer).catch((error: unknown) => this.#explained(error));
    if (signedBy !== undefined) return signedBy;
    throw new ClientError(
      'answer_unsigned',
      'the answer is not signed by the organisation',
      requestIdOf(answer),
    );
  }

  /** Says by which address the gateway calls itself: a signature fails where the client says `localhost` for 127.0.0.1. */
  async #explained(failure: unknown): Promise<never> {
    const own = await this.get<{ endpoints: { batches: string } }>('/.well-known/stl').then(
      ({ value }) => new URL(value.endpoints.batches).origin,
      () => undefined,
    );
    if (!(failure instanceof ClientError) || own === undefined || own === this.#base) throw failure;
    throw new ClientError(
      failure.code,
      `signatures cover the gateway's address, and the gateway at ${this.#base} calls itself ${own}: if that is the one you mean, use its own address`,
      { cause: failure },
    );
  }

  async #signerOf(answer: IncomingAnswer): Promise<string | undefined> {
    const known = await this.#keys.known();
    try {
      return await signerOf(answer, known);
    } catch (error) {
      const newer = await this.#keys.newer();
      if (newer === undefined) throw error;
      return signerOf(answer, newer);
    }
  }

  async #namedKeys(): Promise<readonly NamedPublicJwk[]> {
    const { value } = await this.get<{ keys?: NamedPublicJwk[] } | null>('/.well-known/jwks.json');
    if (Array.isArray(value?.keys)) return value.keys;
    throw new ClientError('answer_malformed', `${this.#base} is not a gateway: it names no keys`);
  }
}

function contentOf(body: unknown): Pick<Outgoing, 'headers' | 'body'> {
  if (body === undefined) return { headers: {} };
  return { headers: { 'content-type': 'application/json' }, body: utf8(JSON.stringify(body)) };
}
