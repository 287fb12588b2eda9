import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { clockToleranceSeconds, formatTime, parseTime } from '../../../chaincode/domain/time.js';
import type { RecordMap } from '../maps/record-map.js';
import type { Resolver } from '../maps/resolve.js';
import { builtOf } from './built.js';
import { retractionProblem } from './changes-missing.js';
import { changeOf } from './changes.js';
import type { ImportCounts } from './counts.js';
import type { EntryStaging, Staged } from './entry-staging.js';
import { ImportFailure } from './failure.js';
import type { ImportRun } from './import-run.js';
import { issuerOf } from './issuer-of.js';
import type { Mistakes } from './mistakes.js';
import type { PlanStaging } from './plan-staging.js';
import { hasPartnerReferences, partnersReferencesOf } from './partner-references.js';
import type { QuotedOrders } from './quoted-orders.js';
import { resolverOf } from './resolver.js';
import type { ScratchStore } from './scratch-store.js';
import { settleShift, shifted } from './shift.js';
import type { Identity, Standing } from './stated.js';

/** Secrets drawn before they are written, many in one. */
const secretsHeld = 500;

export interface PlannerParts {
  readonly run: ImportRun;
  readonly records: readonly RecordMap[];
  readonly staging: EntryStaging;
  readonly plan: PlanStaging;
  readonly counts: ImportCounts;
  readonly quoted: QuotedOrders;
  /** What partners call the orders: `Referenced` by its thing. */
  readonly references: ScratchStore;
  readonly mistakes: Mistakes;
  /** What messages call the run's sources, in their order. */
  readonly sources: readonly string[];
}

/** Finds what is to happen about everything that the rows state, and about what they state no more. */
export class Planner {
  readonly #parts: PlannerParts;
  readonly #positions: ReadonlyMap<string, number>;
  /** Records whose rows may hold what partners call the order. */
  readonly #holding: ReadonlySet<RecordMap>;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
    this.#holding = new Set(parts.records.filter(hasPartnerReferences));
    this.#positions = new Map(parts.records.map(({ name }, position) => [name, position]));
  }

  /** Every mistake goes to `mistakes`; with one, nothing of the plan may be sent. Throws ImportFailure. */
  async planStated(): Promise<void> {
    const { counts, quoted, run, staging } = this.#parts;
    counts.shiftedDays = await settleShift(run, () => this.#newest());
    let done = 0;
    for await (const staged of staging.all()) {
      run.signal.throwIfAborted();
      if (quoted.isLeftOut(staged)) {
        counts.unknown += 1;
      } else {
        counts.records += 1;
        const record = this.#built(staged);
        if (record !== undefined) {
          await this.#decide(staged, record);
          await this.#stageReferences(staged, record);
        }
        await this.#keepSecrets(secretsHeld);
      }
      done += staged.entries.length;
      run.onProgress({ what: 'checking', done, all: staging.size });
    }
    await this.#keepSecrets(1);
  }

  /** In seconds; undefined where no row makes a record. */
  async #newest(): Promise<number | undefined> {
    let newest: number | undefined;
    for await (const staged of this.#parts.staging.all()) {
      const built = builtOf(staged, this.#parts.run.map, this.#resolver(staged));
      const at = 'record' in built ? parseTime(built.record.at) : undefined;
      if (at !== undefined && (newest === undefined || at > newest)) newest = at;
      await this.#keepSecrets(secretsHeld);
    }
    return newest;
  }

  /** Undefined where it has mistakes. */
  #built(staged: Staged): FactRecord | undefined {
    const { counts, mistakes, run } = this.#parts;
    const built = builtOf(staged, run.map, this.#resolver(staged));
    if ('findings' in built) {
      for (const { finding, source } of built.findings) mistakes.add(this.#nameOf(source), finding);
      return undefined;
    }
    const record = shifted(built.record, counts.shiftedDays);
    const refusal = run.refusal(record, issuerOf(run, staged.record).id);
    const reasons = refusal === undefined ? [] : [refusal];
    if ((parseTime(record.at) ?? 0) > run.now() + clockToleranceSeconds)
      reasons.push('it lies in the future');
    const [{ row, source }] = staged.entries;
    const references = this.#holding.has(staged.record) ? partnersReferencesOf(staged, record).mistakes : [];
    for (const mistake of references) mistakes.add(this.#nameOf(source), { row, ...mistake });
    for (const reason of reasons) mistakes.add(this.#nameOf(source), { row, reason });
    return reasons.length + references.length === 0 ? record : undefined;
  }

  async #stageReferences(staged: Staged, record: FactRecord): Promise<void> {
    if (!this.#holding.has(staged.record)) return;
    const { entries, identity } = staged;
    const { references } = partnersReferencesOf(staged, record);
    if (references.length === 0) return;
    const thing = `references/${identity.name}/${identity.digest}`;
    const place = `${this.#nameOf(entries[0].source)}, row ${entries[0].row}`;
    await this.#parts.references.put(thing, { thing, place, references });
  }

  #nameOf(source: number): string {
    return this.#parts.sources[source] ?? '';
  }

  #resolver({ entries, identity, record }: Staged): Resolver {
    const { quoted, run } = this.#parts;
    const issuer = issuerOf(run, record);
    const speaker = { ledger: run.ledger, platform: run.issuer.id, issuer: issuer.id };
    return {
      ...resolverOf(run.store, speaker, { identity, number: entries[0].values.get('number') }),
      reference: (reference, seller) => quoted.knownTo(issuer).quote(reference, seller),
    };
  }

  async #decide(staged: Staged, fact: FactRecord): Promise<void> {
    const { counts, plan, run } = this.#parts;
    const { entries, identity, record } = staged;
    const known = run.store.stated(identity);
    const step = changeOf(known, fact, { at: formatTime(run.now()), missing: 'keep' });
    count(counts, fact);
    switch (step.step) {
      case 'keep':
        counts.known += 1;
        return;
      case 'held':
        counts.held += 1;
        break;
      case 'state':
        counts[known === undefined ? 'new' : 'again'] += 1;
        break;
      case 'correct':
      case 'take-back':
        counts.changed += 1;
    }
    const [{ row, source }] = entries;
    const corrects = step.step === 'correct' || step.step === 'take-back';
    const issuer = corrects && known !== undefined ? known.iss : issuerOf(run, record).id;
    const planned = {
      ...{ step: step.step, record: step.step === 'held' ? fact : step.record, issuer, identity, known },
      place: `${this.#nameOf(source)}, row ${row}`,
    };
    await plan.add(planned, { fact, source, row, position: this.#positions.get(record.name) ?? 0 });
  }

  /** Plans to take back what no row is about any more. Throws ImportFailure `many_missing`. */
  async planMissing(): Promise<void> {
    const { counts, plan, run } = this.#parts;
    const at = formatTime(run.now());
    let standing = 0;
    for await (const [identity, known] of this.#standing()) {
      standing += 1;
      if (await this.#parts.staging.has(identity)) continue;
      const step = changeOf(known, 'missing', { at, missing: 'retract' });
      if (step.step === 'keep' || step.step === 'state') continue;
      if (step.step === 'held') {
        counts.held += 1;
        continue;
      }
      counts.takenBack += 1;
      const planned = { step: step.step, record: step.record, issuer: known.iss, identity, known };
      await plan.add(
        { ...planned, place: missingPlace },
        { fact: undefined, source: 0, row: 0, position: 0 },
      );
    }
    if (run.missing === 'retract-many') return;
    const problem = retractionProblem({ standing, missing: counts.takenBack });
    if (problem !== undefined) throw new ImportFailure('many_missing', problem);
  }

  /** What earlier runs with these records have stated, and what still stands of it. */
  async *#standing(): AsyncGenerator<readonly [Identity, Standing]> {
    const { records, run } = this.#parts;
    for (const { name } of records) {
      for await (const [identity, known] of run.store.statedUnder(name)) {
        // A file of one seller says nothing about the others.
        const isOther = run.seller !== undefined && known.seller !== run.seller;
        if (!known.takenBack && !isOther) yield [identity, known];
      }
    }
  }

  async #keepSecrets(held: number): Promise<void> {
    const { dryRun, store } = this.#parts.run;
    if (store.drawn < held) return;
    if (dryRun) store.forgetSecrets();
    else await store.keepSecrets();
  }
}

const missingPlace = 'no row any more';

function count(counts: ImportCounts, { at, kind, seller }: FactRecord): void {
  counts.kinds.set(kind, (counts.kinds.get(kind) ?? 0) + 1);
  counts.sellers.set(seller, (counts.sellers.get(seller) ?? 0) + 1);
  const day = at.slice(0, 10);
  if (counts.newestDay === undefined || day > counts.newestDay) counts.newestDay = day;
}
