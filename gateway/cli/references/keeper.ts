import { createHash } from 'node:crypto';
import {
  mayPass,
  ProblemError,
  type Client,
  type PartnersReference,
  type ReferenceOutcome,
} from '../../sdk/client/index.js';
import { addPlace, noPlaces, placesText, type Places } from '../frame/places.js';
import { whyNotKept, type NotKept } from './why-not-kept.js';

/** What an importer remembers: of each thing that it states, a digest of the references that were kept of it. */
export interface ReferenceMarks {
  mark(thing: string): string | undefined;
  /** Durable when it resolves. */
  keepMarks(marks: ReadonlyMap<string, string>): Promise<void>;
}

/** What a platform calls one thing: an order, or a dispatch of it, with what its partners call it. */
export interface Referenced {
  /** Names the thing for good. */
  readonly thing: string;
  /** Where it stands, for a person: `orders.csv, row 12`. */
  readonly place: string;
  readonly references: readonly PartnersReference[];
}

/** They cannot become right with the next run. */
const final: ReadonlySet<ReferenceOutcome> = new Set(['kept', 'ended']);

/**
 * Has the platform's gateway keep what partners call its orders, each once. It is added to as orders are stated, and flushed once the
 * ledger has them: the gateway takes no reference of an order that it does not know. What a crash loses, the next run over the same rows sends.
 */
export class ReferenceKeeper {
  readonly #client: Pick<Client, 'keepReferences'>;
  readonly #marks: ReferenceMarks;
  /** Whether to send those, too, that were kept before: a gateway may have lost them. */
  readonly #again: boolean;
  #waiting: (Referenced & { readonly digest: string })[] = [];
  #kept = 0;
  readonly #notKept = new Map<NotKept, Places>();
  #refusal: ProblemError | undefined;

  constructor(
    client: Pick<Client, 'keepReferences'>,
    marks: ReferenceMarks,
    { again = false }: { readonly again?: boolean } = {},
  ) {
    this.#client = client;
    this.#marks = marks;
    this.#again = again;
  }

  /** How many the gateway has taken in this run. */
  get kept(): number {
    return this.#kept;
  }

  /** What it did not take, one line for each reason. */
  get notKept(): readonly string[] {
    return [...this.#notKept].map(([outcome, places]) => `${placesText(places)}: ${whyNotKept[outcome]}`);
  }

  /** Why the gateway keeps none at all: the orders themselves stand all the same. */
  get refusal(): ProblemError | undefined {
    return this.#refusal;
  }

  add(referenced: Referenced): void {
    const { references, thing } = referenced;
    if (references.length === 0) return;
    const digest = digestOf(references);
    if (this.#again || this.#marks.mark(thing) !== digest) this.#waiting.push({ ...referenced, digest });
  }

  /** Sends what was added. Throws ProblemError and ClientError that may pass by themselves. */
  async flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0 || this.#refusal !== undefined) return;
    const all = waiting.flatMap(({ references }) => references);
    const outcomes = await this.#client.keepReferences(all).catch((error: unknown) => {
      if (!(error instanceof ProblemError) || mayPass(error)) throw error;
      this.#refusal = error;
      return undefined;
    });
    if (outcomes === undefined) return;
    const marks = new Map<string, string>();
    let from = 0;
    for (const { digest, place, references, thing } of waiting) {
      const own = outcomes.slice(from, (from += references.length));
      for (const outcome of own) {
        if (outcome === 'kept') this.#kept += 1;
        else this.#tell(outcome, place);
      }
      if (own.every((outcome) => final.has(outcome))) marks.set(thing, digest);
    }
    if (marks.size > 0) await this.#marks.keepMarks(marks);
  }

  #tell(outcome: NotKept, place: string): void {
    const told = this.#notKept.get(outcome) ?? noPlaces();
    addPlace(told, place);
    this.#notKept.set(outcome, told);
  }
}

/** Says whether they have changed since. */
function digestOf(references: readonly PartnersReference[]): string {
  const parts = references.map(({ order, partner, reference, seller }) => [
    partner,
    reference,
    seller,
    order,
  ]);
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
