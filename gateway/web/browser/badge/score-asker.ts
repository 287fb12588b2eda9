import { summaryOf, type BadgeSummary } from '../../pages/badge/summary.js';

/** Sellers of one request: the gateway takes no more. */
const sellersMax = 500;
/** Milliseconds in which the badges that a page puts in one after another share a request. */
const gatherMs = 20;
/** A gateway that takes longer counts as one that does not answer. */
const answerWaitMs = 8_000;
/** Milliseconds for which the same seller is not asked for again, as with the picture. */
const freshMs = 60_000;

/** As the gateway takes ids. One that it refuses would spoil the answer for all others of the request. */
export const sellerId = /^[a-z0-9][a-z0-9-]{0,62}\.[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

const notLoaded: BadgeSummary = { state: 'not-loaded' };

type Answers = ReadonlyMap<string, BadgeSummary>;

/** Asks one gateway for scores: a page with fifty badges makes one request, and asks for each seller once. */
export class ScoreAsker {
  readonly #origin: string;
  readonly #asked = new Map<string, { readonly summary: Promise<BadgeSummary>; readonly since: number }>();
  #gathered: { readonly sellers: string[]; readonly answers: Promise<Answers> } | undefined;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Never throws. */
  one(seller: string): Promise<BadgeSummary> {
    if (!sellerId.test(seller)) return Promise.resolve({ state: 'unknown-seller' });
    const known = this.#asked.get(seller);
    if (known !== undefined && performance.now() - known.since < freshMs) return known.summary;
    const summary = this.#gather(seller);
    this.#asked.set(seller, { summary, since: performance.now() });
    // What failed may succeed when the next badge asks.
    void summary.then(({ state }) => {
      if (state === 'not-loaded' && this.#asked.get(seller)?.summary === summary) this.#asked.delete(seller);
    });
    return summary;
  }

  async #gather(seller: string): Promise<BadgeSummary> {
    const open = this.#gathered;
    const { answers, sellers } =
      open !== undefined && open.sellers.length < sellersMax ? open : this.#begin();
    sellers.push(seller);
    return (await answers).get(seller) ?? notLoaded;
  }

  #begin(): { readonly sellers: string[]; readonly answers: Promise<Answers> } {
    const sellers: string[] = [];
    const answers = new Promise((resolve) => setTimeout(resolve, gatherMs)).then(() => {
      if (this.#gathered === begun) this.#gathered = undefined;
      return this.#ask(sellers);
    });
    const begun = { sellers, answers };
    this.#gathered = begun;
    return begun;
  }

  async #ask(sellers: readonly string[]): Promise<Answers> {
    try {
      const answer = await fetch(`${this.#origin}/v1/scores`, {
        method: 'POST',
        // A text is sent at once. For JSON a browser asks first whether it may.
        headers: { 'content-type': 'text/plain' },
        body: JSON.stringify({ sellers }),
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(answerWaitMs),
      });
      const { items } = (await answer.json()) as { readonly items: readonly ScoreItem[] };
      return new Map(items.map((item) => [item.seller, summaryOfItem(item)]));
    } catch {
      return new Map();
    }
  }
}

interface ScoreItem {
  readonly seller: string;
  readonly score?: unknown;
  readonly problem?: { readonly code: string };
}

const summaryOfItem = ({ problem, score, seller }: ScoreItem): BadgeSummary =>
  problem?.code === 'not_found' ? { state: 'unknown-seller' } : summaryOf(score, seller);
