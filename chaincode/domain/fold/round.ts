import type { CertificationEntry } from './aggregate.js';
import type { Count } from './counters.js';
import type { GroupRef } from './fact.js';
import { type GroupDoc, emptyGroup } from './group.js';
import { profileOf, saveProfile } from './joins.js';
import { append, lists } from './list.js';
import { type ReducedCase, reduceCases } from './reduce-case.js';
import { numberCertificate } from './certificate-numbers.js';
import { reduceCertificate } from './reduce-certificate.js';
import { reduceIdentity } from './reduce-identity.js';
import { reduceInspection } from './reduce-inspection.js';
import { type CountedReview, reduceOrder } from './reduce-order.js';
import { ReviewChanges } from './reviewers.js';
import { SellerChanges } from './sellers.js';
import { type FoldState, compareText, keys, load, save } from './state.js';

/** A group under change: its document when the round began, and now. */
interface Touched {
  readonly ref: GroupRef;
  readonly before: GroupDoc;
  now: GroupDoc;
}

interface Contribution {
  readonly counts: readonly Count[];
  readonly reviews?: readonly CountedReview[];
}

/**
 * Changes of groups, from their first fact to the sellers' aggregates. Groups are changed one by one; `finish`
 * then replaces what each group contributed before by what it contributes now.
 */
export class Round {
  readonly #touched = new Map<string, Touched>();
  readonly #sellers = new SellerChanges();
  readonly #reviews = new ReviewChanges();

  constructor(readonly state: FoldState) {}

  group(ref: GroupRef): GroupDoc {
    return this.#touched.get(ref.key)?.now ?? load<GroupDoc>(this.state, ref.key) ?? emptyGroup;
  }

  change(ref: GroupRef, change: (doc: GroupDoc) => GroupDoc): void {
    let touched = this.#touched.get(ref.key);
    if (touched === undefined) {
      const before = load<GroupDoc>(this.state, ref.key) ?? emptyGroup;
      this.#touched.set(ref.key, (touched = { ref, before, now: before }));
    }
    touched.now = change(touched.now);
  }

  /** Cases that may have changed since the round began: what was and what is. */
  *changedCases(): Generator<{ seller: string; before: ReducedCase[]; after: ReducedCase[] }> {
    for (const { ref, before, now } of this.#touched.values()) {
      if (ref.kind !== 'case') continue;
      const { cases } = reduceCases(before, ref.key);
      yield { seller: ref.seller, before: cases, after: reduceCases(now, ref.key).cases };
    }
  }

  /** Saves the groups, and brings the sellers' documents to what the groups now contribute. */
  finish(): void {
    for (const { ref, before, now } of this.#touched.values()) {
      if (ref.kind === 'case' && before === emptyGroup)
        append(this.state, lists.casesOf(ref.seller), ref.key);
      save(this.state, ref.key, now);
      this.#replace(ref, before, -1);
      this.#replace(ref, now, 1);
      if (ref.kind === 'case') saveOpenCases(this.state, ref, before, now);
      if (ref.kind === 'certificate') saveCertificate(this.state, ref, before, now);
      if (ref.kind === 'identity') {
        saveProfile(this.state, ref.seller, profileOf(this.state, ref.seller), reduceIdentity(now).profile);
      }
    }
    this.#touched.clear();
    this.#reviews.apply(this.state, (seller, part, counts, sign) =>
      this.#sellers.add(seller, part, counts, sign),
    );
    this.#sellers.apply(this.state);
  }

  #replace(ref: GroupRef, doc: GroupDoc, sign: 1 | -1): void {
    const whole = contribution(ref, doc, false);
    this.#add(ref.seller, 'all', whole, sign);
    if (doc.contests === undefined) return;
    this.#add(ref.seller, 'contested', whole, sign);
    this.#add(ref.seller, 'contested', contribution(ref, doc, true), sign === 1 ? -1 : 1);
  }

  #add(seller: string, part: 'all' | 'contested', { counts, reviews }: Contribution, sign: 1 | -1): void {
    this.#sellers.add(seller, part, counts, sign);
    for (const review of reviews ?? []) this.#reviews.add(seller, review, part, sign);
  }
}

function contribution(ref: GroupRef, doc: GroupDoc, withoutContested: boolean): Contribution {
  if (doc.facts.length === 0) return { counts: [] };
  switch (ref.kind) {
    case 'order':
      return reduceOrder(doc, { withoutContested });
    case 'inspection':
      return reduceInspection(doc, { withoutContested });
    case 'case':
      return reduceCases(doc, ref.key);
    case 'certificate':
    case 'identity':
    case 'reply':
      return { counts: [] };
  }
}

function saveOpenCases(state: FoldState, ref: GroupRef, before: GroupDoc, after: GroupDoc): void {
  const open = (doc: GroupDoc) =>
    reduceCases(doc, ref.key)
      .cases.filter((c) => c.open)
      .map((c) => c.id);
  const key = keys.openCases(ref.seller);
  const stale = open(before);
  const others = (load<string[]>(state, key) ?? []).filter((id) => !stale.includes(id));
  const ids = [...others, ...open(after)].sort(compareText);
  if (ids.length === 0) state.delete(key);
  else save(state, key, ids);
}

function saveCertificate(state: FoldState, ref: GroupRef, before: GroupDoc, after: GroupDoc): void {
  const was = reduceCertificate(before).entry;
  const is = reduceCertificate(after).entry;
  const key = keys.certificates(ref.seller);
  const same = (entry: CertificationEntry) =>
    was !== undefined && entry.issuer === was.issuer && entry.certificate === was.certificate;
  if (is !== undefined && was === undefined) numberCertificate(state, ref.seller, is);
  const others = (load<CertificationEntry[]>(state, key) ?? []).filter((entry) => !same(entry));
  const entries = [...others, ...(is === undefined ? [] : [is])].sort(
    (a, b) => compareText(a.issuer, b.issuer) || compareText(a.certificate, b.certificate),
  );
  if (entries.length === 0) state.delete(key);
  else save(state, key, entries);
}
