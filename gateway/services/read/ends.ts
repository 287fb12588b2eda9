import { termsOf, type EndingThing, type Term } from '../../../chaincode/domain/participants/ends.js';
import type { Participant } from '../../../chaincode/domain/consortium/participant.js';
import type { Queries } from '../../projection/port.js';

/** What an organisation must renew in time: what its participants need, and the X.509 certificates by which it reaches its ledger. */
export interface OwnTerm extends Term<EndingThing | 'organisation-certificate'> {
  /** Id of the participant, or of the organisation. */
  readonly owner: string;
}

/** Participants read at a time. */
const pageItems = 500;

/** The organisation's own participants. */
export function* ownParticipants(
  queries: Pick<Queries, 'participants'>,
  organisations: ReadonlySet<string>,
): Generator<Participant> {
  let after: string | undefined;
  do {
    const { items, next } = queries.participants(after, pageItems);
    for (const one of items) if (organisations.has(one.org)) yield one;
    after = next ?? undefined;
  } while (after !== undefined);
}

/** Everything of the organisations that one gateway speaks for that ends some day. */
export class Ends {
  readonly #queries: Pick<Queries, 'participants'>;
  readonly #own: {
    readonly organisations: ReadonlySet<string>;
    readonly certificates: readonly OwnTerm[];
  };

  constructor(
    queries: Pick<Queries, 'participants'>,
    own: { readonly organisations: ReadonlySet<string>; readonly certificates: readonly OwnTerm[] },
  ) {
    this.#queries = queries;
    this.#own = own;
  }

  /** By the folded height. What ends first comes first. */
  list(): readonly OwnTerm[] {
    const found = [...this.#own.certificates];
    for (const one of ownParticipants(this.#queries, this.#own.organisations))
      found.push(...termsOf(one).map((term) => ({ owner: one.id, ...term })));
    return found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }
}
