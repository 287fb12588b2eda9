import type { NamedPublicJwk } from '../platform/keys.js';

/** Milliseconds after which keys are asked for anew: what an organisation withdraws must stop counting. */
const keysKeptMs = 10 * 60_000;
/** Milliseconds between two requests for an unknown key. Otherwise a forger could have clients flood the gateway. */
const askAgainAfterMs = 30_000;

/** The keys that answers may be signed with, asked for seldom. */
export class KeyList {
  #current: Promise<readonly NamedPublicJwk[]> | undefined;
  #asked = 0;
  #askedAgain = 0;

  readonly #ask: () => Promise<readonly NamedPublicJwk[]>;

  constructor(ask: () => Promise<readonly NamedPublicJwk[]>) {
    this.#ask = ask;
  }

  known(): Promise<readonly NamedPublicJwk[]> {
    return this.#current === undefined || Date.now() - this.#asked >= keysKeptMs
      ? this.#refresh()
      : this.#current;
  }

  /** For a signature that does not hold by the known ones: its key may be new. Undefined where it was asked just now. */
  async newer(): Promise<readonly NamedPublicJwk[] | undefined> {
    if (Date.now() - this.#askedAgain < askAgainAfterMs) return undefined;
    this.#askedAgain = Date.now();
    return this.#refresh();
  }

  #refresh(): Promise<readonly NamedPublicJwk[]> {
    this.#asked = Date.now();
    const list = this.#ask();
    this.#current = list;
    list.catch(() => {
      if (this.#current === list) this.#current = undefined; // the next call asks again
    });
    return list;
  }
}
