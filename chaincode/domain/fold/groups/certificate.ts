import type { CertificationEntry } from '../aggregate.js';
import { numberCertificate } from '../certificate-numbers.js';
import { compareTerms } from '../compare-terms.js';
import type { Fact, GroupRef } from '../fact.js';
import { type Flags, type GroupDoc, standingFacts } from '../group.js';
import type { CertificationStatusBody } from '../kinds/certification-status.js';
import type { CertificationBody } from '../kinds/certification.js';
import { type FoldState, comparePlaces, keys, load, save } from '../state.js';
import { type GroupRules, nothingCounted } from './group-rules.js';

type CertificateDoc = GroupDoc<CertificationBody | CertificationStatusBody>;
type CertificateFact = CertificateDoc['facts'][number];
type Statement = Fact<CertificationBody>;
type Term = Omit<CertificationEntry, 'number'>;

const isStatement = (fact: CertificateFact): fact is Statement => fact.body.kind === 'certification';
const isChange = (fact: CertificateFact): fact is Fact<CertificationStatusBody> =>
  fact.body.kind === 'certification-status';

/** The terms of one certificate of one certifier, the oldest first, with the changes of their status. */
export function reduceCertificate(doc: CertificateDoc): {
  readonly terms: readonly Term[];
  readonly flags: Flags;
} {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, { withoutContested: false }, flags);
  const statements = termsOf(standing.filter(isStatement), flags);
  const changes = standing.filter(isChange);
  changes.sort((a, b) => a.at - b.at || comparePlaces(a.place, b.place));
  const first = Math.min(...statements.map(({ body }) => body.entry.issued));
  for (const { at, id } of changes) if (at < first) flags.set(id, { because: 'certificate_missing' });
  const terms = statements.map(({ body: { entry } }) => ({
    ...entry,
    // A term that is issued after a change is a new decision: neither suspended nor revoked by the old one.
    status: changes
      .filter(({ at }) => at >= entry.issued)
      .map(({ at, body }) => ({ at, reason: body.reason, status: body.status })),
  }));
  return { terms, flags };
}

/** A statement that begins after the last term is a new term; any other states again what is stated already. */
function termsOf(statements: readonly Statement[], flags: Flags): readonly Statement[] {
  const terms: Statement[] = [];
  for (const fact of statements) {
    const last = terms.at(-1);
    if (last === undefined || fact.body.entry.validFrom > last.body.entry.validFrom) terms.push(fact);
    else flags.set(fact.id, { because: 'outranked', by: last.id });
  }
  return terms;
}

function saveCertificate(
  state: FoldState,
  { seller }: GroupRef,
  before: CertificateDoc,
  after: CertificateDoc,
): void {
  const [was] = reduceCertificate(before).terms;
  const { terms } = reduceCertificate(after);
  const name = was ?? terms[0];
  if (name === undefined) return;
  const key = keys.certificates(seller);
  const known = load<CertificationEntry[]>(state, key) ?? [];
  const isOwn = ({ certificate, issuer }: CertificationEntry): boolean =>
    certificate === name.certificate && issuer === name.issuer;
  const number = known.find(isOwn)?.number ?? numberCertificate(state, seller, name);
  const entries = [
    ...known.filter((entry) => !isOwn(entry)),
    ...terms.map((term) => entryOf(number, term)),
  ].sort(compareTerms);
  if (entries.length === 0) state.delete(key);
  else save(state, key, entries);
}

/** Members in sorted order, as all that is kept. */
function entryOf(number: number, term: Term): CertificationEntry {
  const { assessmentLevel, certificate, issued, issuer, jurisdictions, record, ...rest } = term;
  const { right, scheme, stated, status, subject, validFrom, validUntil } = rest;
  return {
    ...{ assessmentLevel, certificate, issued, issuer, jurisdictions, number, record },
    ...(right === undefined ? {} : { right }),
    ...{ scheme, stated, status, subject, validFrom, validUntil },
  };
}

/** Not limited: a certificate is its issuer's own. */
export const certificates: GroupRules<'certificate', CertificationBody | CertificationStatusBody> = {
  isLimited: false,
  contribution: nothingCounted,
  flags: (doc) => reduceCertificate(doc).flags,
  settle: saveCertificate,
};
