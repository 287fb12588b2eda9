import type { CertificationEntry } from '../aggregate.js';
import { numberCertificate } from '../certificate-numbers.js';
import type { Fact, GroupRef } from '../fact.js';
import { type Flags, type GroupDoc, standingFacts, winners } from '../group.js';
import type { CertificationStatusBody } from '../kinds/certification-status.js';
import type { CertificationBody } from '../kinds/certification.js';
import { type FoldState, comparePlaces, compareText, keys, load, save } from '../state.js';
import { type GroupRules, nothingCounted } from './group-rules.js';

type CertificateDoc = GroupDoc<CertificationBody | CertificationStatusBody>;
type CertificateFact = CertificateDoc['facts'][number];

const isStatement = (fact: CertificateFact): fact is Fact<CertificationBody> =>
  fact.body.kind === 'certification';
const isChange = (fact: CertificateFact): fact is Fact<CertificationStatusBody> =>
  fact.body.kind === 'certification-status';

/** One certificate of one certifier, with the changes of its status. */
export function reduceCertificate(doc: CertificateDoc): {
  entry: CertificationEntry | undefined;
  flags: Flags;
} {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, { withoutContested: false }, flags);
  const won = winners(standing.filter(isStatement), () => 'certification', flags).get('certification');
  const changes = standing.filter(isChange);
  if (won === undefined) {
    for (const fact of changes) flags.set(fact.id, { because: 'certificate_missing' });
    return { entry: undefined, flags };
  }
  changes.sort((a, b) => a.at - b.at || comparePlaces(a.place, b.place));
  const status = changes.map(({ at, body }) => ({ at, reason: body.reason, status: body.status }));
  const { subject, validFrom, validUntil, ...before } = won.body.entry;
  return { entry: { ...before, status, subject, validFrom, validUntil }, flags };
}

function saveCertificate(
  state: FoldState,
  ref: GroupRef,
  before: CertificateDoc,
  after: CertificateDoc,
): void {
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

/** Not limited: a certificate is its issuer's own. */
export const certificates: GroupRules<'certificate', CertificationBody | CertificationStatusBody> = {
  isLimited: false,
  contribution: nothingCounted,
  flags: (doc) => reduceCertificate(doc).flags,
  settle: saveCertificate,
};
