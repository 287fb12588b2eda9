import type { GroupRef } from './fact.js';
import type { GroupDoc } from './group.js';
import { type ReducedCase, reduceCases } from './groups/case.js';
import type { Contribution } from './groups/group-rules.js';
import { contributionOf, groupAt, settleGroup } from './groups/index.js';
import type { CaseBody } from './kinds/case.js';
import type { FactBody } from './kinds/index.js';
import { ReviewChanges } from './reviewers.js';
import { SellerChanges } from './sellers.js';
import { type FoldState, save } from './state.js';

type AnyGroup = GroupDoc<FactBody>;

/** A group under change: its document when the round began, and now. */
interface Touched {
  readonly ref: GroupRef;
  readonly before: AnyGroup;
  now: AnyGroup;
}

/** The cases of one number of a seller, before and after a round. */
export interface ChangedCases {
  readonly seller: string;
  readonly before: readonly ReducedCase[];
  readonly after: readonly ReducedCase[];
}

interface TouchedCase extends Touched {
  readonly before: GroupDoc<CaseBody>;
  now: GroupDoc<CaseBody>;
}
const isCase = (touched: Touched): touched is TouchedCase => touched.ref.kind === 'case';

/**
 * Changes of groups, from their first fact to the sellers' aggregates. Groups are changed one by one; `finish`
 * then replaces what each group contributed before by what it contributes now.
 */
export class Round {
  readonly #touched = new Map<string, Touched>();
  readonly #sellers = new SellerChanges();
  readonly #reviews = new ReviewChanges();

  constructor(readonly state: FoldState) {}

  group(ref: GroupRef): AnyGroup {
    return this.#touched.get(ref.key)?.now ?? groupAt(this.state, ref);
  }

  change(ref: GroupRef, change: (doc: AnyGroup) => AnyGroup): void {
    let touched = this.#touched.get(ref.key);
    if (touched === undefined) {
      const before = groupAt(this.state, ref);
      this.#touched.set(ref.key, (touched = { ref, before, now: before }));
    }
    touched.now = change(touched.now);
  }

  /** Cases that may have changed since the round began: what was and what is. */
  *changedCases(): Generator<ChangedCases> {
    for (const touched of this.#touched.values()) {
      if (!isCase(touched)) continue;
      const { ref, before, now } = touched;
      const { cases } = reduceCases(before, ref.key);
      yield { seller: ref.seller, before: cases, after: reduceCases(now, ref.key).cases };
    }
  }

  /** Saves the groups alone: what they contribute to sellers is as before. */
  save(): void {
    for (const { ref, now } of this.#touched.values()) save(this.state, ref.key, now);
  }

  /** Saves the groups, and brings the sellers' documents to what the groups now contribute. */
  finish(): void {
    for (const { ref, before, now } of this.#touched.values()) {
      save(this.state, ref.key, now);
      this.#replace(ref, before, -1);
      this.#replace(ref, now, 1);
      settleGroup(this.state, ref, before, now);
    }
    this.#touched.clear();
    this.#reviews.apply(this.state, (seller, part, counts, sign) =>
      this.#sellers.add(seller, part, counts, sign),
    );
    this.#sellers.apply(this.state);
  }

  #replace(ref: GroupRef, doc: AnyGroup, sign: 1 | -1): void {
    if (doc.facts.length === 0) return;
    const whole = contributionOf(ref, doc, { withoutContested: false });
    this.#add(ref.seller, 'all', whole, sign);
    if (doc.contests === undefined) return;
    this.#add(ref.seller, 'contested', whole, sign);
    this.#add(
      ref.seller,
      'contested',
      contributionOf(ref, doc, { withoutContested: true }),
      sign === 1 ? -1 : 1,
    );
  }

  #add(seller: string, part: 'all' | 'contested', { counts, reviews }: Contribution, sign: 1 | -1): void {
    this.#sellers.add(seller, part, counts, sign);
    for (const review of reviews ?? []) this.#reviews.add(seller, review, part, sign);
  }
}
