import type { Client, RecordOutlook, Signer } from '../../../sdk/client/index.js';
import { notCountedExitCode } from '../../frame/counting.js';
import type { Happening } from '../../import/import-run.js';
import { addPlace, entryIn, noPlaces, placedLines, type Places } from '../../frame/places.js';
import { idleReasons, idleText, recordsPerQuestion } from '../facts/csv/foresee.js';

type Foreseen = Pick<Happening, 'issuer' | 'place' | 'record'>;
/** `step`: of a run that compares with what earlier ones sent. */
type Planned = Foreseen & Partial<Pick<Happening, 'step'>> & { readonly thing: string };

/** The gateway judges no more with each other: a thing of so many is asked about in parts, and never held whole. */
const recordsMax = 500;

/** What a run that only tries learns of what a run that sends would meet. */
export class Foresight {
  readonly #client: Pick<Client, 'outlook'>;
  readonly #signers: ReadonlyMap<string, Signer>;
  readonly #other: string;
  readonly #refused = new Map<string, Places>();
  readonly #idle = new Map<string, Places>();
  #counting = 0;

  /** `signers`: by participant id. `other`: what a thing is called that decides about another, `row`. */
  constructor(client: Pick<Client, 'outlook'>, signers: ReadonlyMap<string, Signer>, other: string) {
    this.#client = client;
    this.#signers = signers;
    this.#other = other;
  }

  /** Asks about all of it, what is about one thing together. Throws ProblemError, ClientError. */
  readonly foresee = async (planned: AsyncIterable<Planned> | Iterable<Planned>): Promise<void> => {
    let [waiting, thing]: [Foreseen[], string] = [[], ''];
    for await (const one of planned) {
      if (one.step === 'held') continue;
      const isCut = waiting.length >= recordsPerQuestion && one.thing !== thing;
      if (isCut || waiting.length === recordsMax) {
        await this.#ask(waiting);
        waiting = [];
      }
      waiting.push(one);
      ({ thing } = one);
    }
    await this.#ask(waiting);
  };

  /** Each as its own issuer. */
  async #ask(all: readonly Foreseen[]): Promise<void> {
    const orders = new Map(
      all.flatMap(({ issuer, record }) => (record.kind === 'order' ? [[record.order, issuer]] : [])),
    );
    for (const issuer of new Set(all.map((one) => one.issuer))) {
      const own = all.filter((one) => one.issuer === issuer);
      const signer = this.#signers.get(issuer);
      const outlooks = await this.#client.outlook(
        own.map(({ record }) => record),
        signer === undefined ? {} : { signer },
      );
      outlooks.forEach((outlook, i) => {
        const one = own[i];
        if (one !== undefined) this.#take(one, outlook, orders);
      });
    }
  }

  #take(
    { issuer, place, record }: Foreseen,
    outlook: RecordOutlook,
    orders: ReadonlyMap<string, string>,
  ): void {
    if ('refused' in outlook) {
      for (const { reason } of outlook.refused) addPlace(entryIn(this.#refused, reason, noPlaces), place);
      return;
    }
    // The gateway is asked as one issuer: what another is to state in the same run is not there for it.
    const by = 'order' in record && record.order !== undefined ? orders.get(record.order) : undefined;
    const comes = !outlook.counts && outlook.flag === 'order_missing' && by !== undefined && by !== issuer;
    const reasons = comes ? [] : idleReasons(outlook, this.#other);
    for (const reason of reasons) addPlace(entryIn(this.#idle, reason, noPlaces), place);
    if (reasons.length === 0) this.#counting += 1;
  }

  /** How many would be on the ledger and not count. */
  get notCounted(): number {
    return [...this.#idle.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** One line for each reason, what would be refused first. */
  get lines(): readonly string[] {
    return [...placedLines(this.#refused), ...placedLines(this.#idle)];
  }

  /** As a run that sends would end. */
  setExitCode(): void {
    if (this.#refused.size > 0) process.exitCode = 1;
    else if (this.#idle.size > 0) process.exitCode = notCountedExitCode;
  }

  /** For programs. */
  value(): object {
    return {
      wouldCount: this.#counting,
      wouldBeRefused: Object.fromEntries(this.#refused),
      wouldNotCount: Object.fromEntries(this.#idle),
    };
  }

  /** For people. */
  text(): readonly string[] {
    const allCount = this.#refused.size === 0 && this.#idle.size === 0 && this.#counting > 0;
    return [
      ...(this.#refused.size === 0 ? [] : ['', 'The ledger would refuse:', ...placedLines(this.#refused)]),
      ...(allCount ? ['', 'All would count.'] : []),
      ...(this.#idle.size === 0 ? [] : idleText(placedLines(this.#idle))),
    ];
  }
}
