import type { NamedPublicJwk } from '../platform/keys.js';

/** Milliseconds after which keys are asked for anew: what an organisation withdraws must stop counting. */
const lasting = 10 * 60_000;
/** Milliseconds between two askings for a key nobody knows: a forger must not set clients on the gateway. */
const pause = 30_000;

/** The keys that answers may be signed with, asked for seldom. */
export class KeyList {
  private current: Promise<readonly NamedPublicJwk[]> | undefined;
  private asked = 0;
  private askedAgain = 0;

  constructor(private readonly ask: () => Promise<readonly NamedPublicJwk[]>) {}

  known(): Promise<readonly NamedPublicJwk[]> {
    return this.current === undefined || Date.now() - this.asked >= lasting ? this.refresh() : this.current;
  }

  /** For a signature that does not hold by the known ones: its key may be new. Undefined where it was asked just now. */
  async newer(): Promise<readonly NamedPublicJwk[] | undefined> {
    if (Date.now() - this.askedAgain < pause) return undefined;
    this.askedAgain = Date.now();
    return this.refresh();
  }

  private refresh(): Promise<readonly NamedPublicJwk[]> {
    this.asked = Date.now();
    const list = this.ask();
    this.current = list;
    list.catch(() => {
      if (this.current === list) this.current = undefined; // a failure now must not stick for the client's life
    });
    return list;
  }
}
