import type { CertificationEntry } from './aggregate.js';
import { type Flags, type GroupDoc, standingFacts, winners } from './group.js';
import { comparePlaces } from './state.js';

/** One certificate of one certifier, with the changes of its status. */
export function reduceCertificate(doc: GroupDoc): {
  entry: CertificationEntry | undefined;
  flags: Flags;
} {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, { withoutContested: false }, flags);
  const statements = standing.filter((fact) => fact.body.kind === 'certification');
  const won = winners(statements, () => 'certification', flags).get('certification');
  const changes = standing.filter((fact) => fact.body.kind === 'certification-status');
  if (won?.body.kind !== 'certification') {
    for (const fact of changes) flags.set(fact.id, { because: 'certificate_missing' });
    return { entry: undefined, flags };
  }
  changes.sort((a, b) => a.at - b.at || comparePlaces(a.place, b.place));
  const status = changes.flatMap(({ at, body }) =>
    body.kind === 'certification-status' ? [{ at, reason: body.reason, status: body.status }] : [],
  );
  const { subject, validFrom, validUntil, ...before } = won.body.entry;
  return { entry: { ...before, status, subject, validFrom, validUntil }, flags };
}
