import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { newestFold } from '../../../chaincode/domain/fold-version.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { recordDefects } from '../../../chaincode/domain/records/validate.js';
import { clockToleranceSeconds, formatTime, parseTime } from '../../../chaincode/domain/time.js';
import type { BatchGateway } from '../import/batch-gateway.js';
import { changeOf, type Step } from '../import/changes.js';
import { noCounts } from '../import/counts.js';
import type { Foresee, Happening, Issuer, Progress } from '../import/import-run.js';
import type { ImportStore } from '../import/import-store.js';
import { Outbox } from '../import/outbox.js';
import { PlanStaging } from '../import/plan-staging.js';
import { sendPlan, sendWaiting } from '../import/send-plan.js';
import { tryPlan } from '../import/try-plan.js';
import type { Identity } from '../import/stated.js';
import { commitOrder } from '../import/commitments.js';
import type { EpcisMap } from './epcis-map.js';
import { EventFindings, type EventCounts } from './event-findings.js';
import { readStatements, type NumberedStatement } from './read-statements.js';
import { ordersOf, referencesOf, type OrdersParcel, type References } from './orders-of.js';
import { ParcelNumbers } from './parcel-numbers.js';

export interface EpcisRun {
  readonly map: EpcisMap;
  readonly references: References & { learn(references: Iterable<string>): Promise<void> };
  /** Whether events are left out whose order nobody knows. */
  readonly skipUnknown: boolean;
  readonly store: ImportStore;
  readonly gateway: BatchGateway;
  /** Ledger id. */
  readonly ledger: string;
  readonly issuer: Issuer;
  /** Nothing is sent, and nothing kept. */
  readonly dryRun: boolean;
  readonly foresee: Foresee;
  /** Seconds since the epoch. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly onHappening: (happening: Happening) => void;
}

/**
 * States what EPCIS documents say of orders and does not stand yet; takes back what they declare to be in error. All of it is read and
 * checked before anything is sent. Safe to run again at any point. Throws CliFailure, ImportFailure, StoreFailure; ProblemError and
 * ClientError after which a further run goes on.
 */
export async function importEvents(files: readonly string[], run: EpcisRun): Promise<EventCounts> {
  const { dryRun, issuer, store } = run;
  const counts = noCounts();
  const outbox = new Outbox({ ...run, signers: new Map([[issuer.id, issuer.signer]]) });
  if (dryRun) await store.assumeSettled();
  else await sendWaiting(run, outbox, counts);

  const findings = new EventFindings();
  const references = new Set<string>();
  const declared = new Set<string>();
  for await (const { key, statement } of readStatements(files, run, findings)) {
    for (const reference of referencesOf(statement)) references.add(reference);
    if (references.size >= askedAtOnce) {
      await run.references.learn(references);
      references.clear();
    }
    if (statement.error !== undefined) declared.add(key);
  }
  findings.assertNone();
  await run.references.learn(references);

  const scratch = join(store.directory, 'staging-events');
  const plan = await PlanStaging.create(scratch);
  try {
    await new EventPlanner(run, plan, findings).planAll(files, declared);
    findings.assertNone();
    if (dryRun) await tryPlan(plan, run);
    else await sendPlan(plan, run, outbox, counts);
    return { ...findings.counts, batches: counts.batches };
  } finally {
    await plan.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** References held until the platform's gateway is asked for them. */
const askedAtOnce = 5_000;

class EventPlanner {
  readonly #run: EpcisRun;
  readonly #plan: PlanStaging;
  readonly #findings: EventFindings;
  readonly #parcels: ParcelNumbers;
  /** By the digest of an identity: the digest of what this run has seen said of it. */
  readonly #seen = new Map<string, string>();
  #position = 0;

  constructor(run: EpcisRun, plan: PlanStaging, findings: EventFindings) {
    this.#run = run;
    this.#plan = plan;
    this.#findings = findings;
    this.#parcels = new ParcelNumbers(run.store, run.dryRun);
  }

  /**
   * Every mistake goes to the findings; with one, nothing of the plan may be sent.
   * @param declared keys of events that are declared in error
   */
  async planAll(files: readonly string[], declared: ReadonlySet<string>): Promise<void> {
    const { counts } = this.#findings;
    let done = 0;
    for await (const numbered of readStatements(files, this.#run)) {
      this.#run.signal.throwIfAborted();
      // What is known to be wrong is stated by no one, not even to be taken back.
      const isWrong = numbered.statement.error === undefined && declared.has(numbered.key);
      if (!isWrong) await this.#planOne(numbered);
      await this.#parcels.keepMany();
      this.#run.onProgress({ what: 'checking', done: ++done, all: counts.stating });
    }
    await this.#parcels.keep();
  }

  async #planOne(numbered: NumberedStatement): Promise<void> {
    const { place, statement } = numbered;
    const { issuer, ledger, map, references, skipUnknown, store } = this.#run;
    const found = ordersOf(statement, references, {
      sellers: map.sellers,
      commit: (seller, number) =>
        commitOrder(store.secret('order', seller, number), { ledger, platform: issuer.id, seller, number }),
    });
    if ('findings' in found) {
      if (skipUnknown) this.#findings.skip(place);
      else for (const reason of found.findings) this.#findings.add(place, reason);
      return;
    }
    for (const order of found.orders) await this.#planFact(numbered, order);
  }

  async #planFact({ key, place, statement }: NumberedStatement, order: OrdersParcel): Promise<void> {
    const parcel = this.#parcels.of(order);
    if (parcel === 'too-many') return this.#findings.add(place, 'its order has more than 99 parcels');
    const { at, error, event, kind } = statement;
    const fact = {
      ...{ kind, seller: order.seller, at, order: order.order, event },
      // Of the first nothing need be said, so that an order in one parcel is what it is elsewhere.
      ...(parcel === undefined || (parcel === 1 && order.sscc !== undefined) ? {} : { parcel }),
      ...(statement.place === undefined ? {} : { place: statement.place }),
    } as FactRecord;
    const [defect] = recordDefects({ ...fact }, newestFold);
    if (defect !== undefined) return this.#findings.add(place, `${defect.pointer ?? ''}: ${defect.reason}`);
    if ((parseTime(fact.at) ?? 0) > this.#run.now() + clockToleranceSeconds)
      return this.#findings.add(place, 'it lies in the future');
    const identity = identityOf(key, order);
    const before = this.#seen.get(identity.digest);
    const said = digestOf({ fact, error: error ?? null });
    if (before !== undefined) {
      this.#findings.counts.repeated += 1;
      if (before !== said) this.#findings.add(place, 'an earlier one of the same id says something else');
      return;
    }
    this.#seen.set(identity.digest, said);
    const known = this.#run.store.stated(identity);
    const now = formatTime(this.#run.now());
    const step =
      error === undefined
        ? changeOf(known, fact, { at: now, missing: 'keep' })
        : declaredStep(changeOf(known, 'missing', { at: now, missing: 'retract' }), error);
    await this.#add(step, { identity, known, fact, place, isDeclared: error !== undefined });
  }

  async #add(
    step: Step,
    of: {
      readonly identity: Identity;
      readonly known: ReturnType<ImportStore['stated']>;
      readonly fact: FactRecord;
      readonly place: string;
      readonly isDeclared: boolean;
    },
  ): Promise<void> {
    const { counts } = this.#findings;
    const { fact, identity, isDeclared, known, place } = of;
    switch (step.step) {
      case 'keep':
        if (isDeclared && known === undefined) counts.neverStated += 1;
        else counts.known += 1;
        return;
      case 'held':
        counts.held += 1;
        break;
      case 'state':
        counts.stated += 1;
        break;
      case 'correct':
        counts.corrected += 1;
        break;
      case 'take-back':
        counts.takenBack += 1;
    }
    const record = step.step === 'held' ? fact : step.record;
    const issuer = known?.iss ?? this.#run.issuer.id;
    const position = { source: 0, row: this.#position++, position: 0 };
    await this.#plan.add({ step: step.step, record, issuer, identity, known, place }, { fact, ...position });
  }
}

/** The declaration's own time and reason, where it takes something back. */
function declaredStep(
  step: Step,
  { at, reason }: NonNullable<NumberedStatement['statement']['error']>,
): Step {
  return step.step === 'take-back' ? { step: 'take-back', record: { ...step.record, at, reason } } : step;
}

/** One event says one thing of one parcel of an order. */
function identityOf(key: string, { order, parcel, seller, sscc }: OrdersParcel): Identity {
  return { name: 'epcis', digest: digestOf([key, seller, order, sscc ?? parcel ?? null]) };
}

const digestOf = (value: unknown): string =>
  createHash('sha256').update(canonicalText(value)).digest('base64url');
