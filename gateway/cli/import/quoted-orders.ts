import type { RecordMap } from '../maps/record-map.js';
import { KnownReferences } from '../references/known-references.js';
import type { EntryStaging, Staged } from './entry-staging.js';
import type { ImportRun, Issuer } from './import-run.js';
import { issuerOf } from './issuer-of.js';

const askedAtOnce = 500;

/** Which orders the rows of a run quote by references of who states their records. */
export class QuotedOrders {
  readonly #run: ImportRun;
  readonly #known = new Map<string, KnownReferences>();

  constructor(run: ImportRun) {
    this.#run = run;
  }

  /** Asks the platform's gateway for all of them. Throws ProblemError, ClientError. */
  async learn(staging: EntryStaging, records: readonly RecordMap[]): Promise<void> {
    if (!records.some(quotes)) return;
    const asked = new Map<Issuer, Set<string>>();
    const ask = async (issuer: Issuer): Promise<void> => {
      await this.knownTo(issuer).learn(asked.get(issuer) ?? []);
      asked.delete(issuer);
    };
    for await (const staged of staging.all()) {
      const reference = referenceOf(staged);
      if (reference === undefined) continue;
      this.#run.signal.throwIfAborted();
      const issuer = issuerOf(this.#run, staged.record);
      const waiting = asked.get(issuer) ?? new Set();
      asked.set(issuer, waiting.add(reference));
      if (waiting.size === askedAtOnce) await ask(issuer);
    }
    for (const issuer of [...asked.keys()]) await ask(issuer);
  }

  /** Whether the record is to be left out, for nobody knows its order. */
  isLeftOut(staged: Staged): boolean {
    const reference = referenceOf(staged);
    if (reference === undefined || !this.#run.references.skipUnknown) return false;
    return !this.knownTo(issuerOf(this.#run, staged.record)).isKnown(reference);
  }

  knownTo(issuer: Issuer): KnownReferences {
    const { ledger, references } = this.#run;
    const known =
      this.#known.get(issuer.id) ??
      new KnownReferences(
        { findReferences: (asked) => references.platform.findReferences(asked, { signer: issuer.signer }) },
        { ledger, partner: issuer.id },
      );
    this.#known.set(issuer.id, known);
    return known;
  }
}

const quotes = ({ columns, constants }: RecordMap): boolean =>
  constants.has('reference') || [...columns.values()].flat().includes('reference');

const referenceOf = ({ entries, record }: Staged): string | undefined =>
  entries.map(({ values }) => values.get('reference')).find((text) => text !== undefined) ??
  record.constants.get('reference');
