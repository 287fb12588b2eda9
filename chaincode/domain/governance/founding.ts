import { Refusal } from '../errors.js';
import { keys } from '../ledger-keys.js';
import type { Crypto } from '../ports.js';
import { formatTime } from '../time.js';
import { initialState, type Genesis } from './genesis.js';
import { signingOrganisation, type SignedApproval } from './signed.js';
import type { StateValue, StateWrites } from '../state-writes.js';

/** What comes of an organisation's approval of a consortium document. */
export interface Founding {
  /** Organisation ids. */
  readonly approvals: readonly string[];
  /** Whether the document takes effect with it. */
  readonly active: boolean;
  readonly writes: StateWrites;
}

interface FoundingScene {
  readonly crypto: Crypto;
  /** The transaction's time in seconds. */
  readonly time: number;
  /** Organisations that have approved this document before. */
  readonly approved: readonly string[];
}

/**
 * Approves a consortium document for the organisation that signed, by the admin key that the document itself names. It takes
 * effect with the k-th approval. Throws Refusal `already_approved`, and for what is not rightly signed.
 */
export function approveFounding(
  genesis: Genesis,
  signed: SignedApproval,
  { approved, crypto, time }: FoundingScene,
): Founding {
  const { document, ledger } = genesis;
  const { organisations } = document;
  const org = signingOrganisation(signed, { ledger, organisations, time, crypto });
  if (signed.proposal !== ledger) {
    const reason = 'approval is of another document';
    throw new Refusal({ code: 'audience_mismatch', reason, pointer: '/jws' });
  }
  if (approved.includes(org.id))
    throw new Refusal({ code: 'already_approved', reason: 'organisation has approved this document' });

  const approvals = [...approved, org.id];
  const active = approvals.length >= document.k;
  return {
    approvals,
    active,
    writes: new Map<string, StateValue>([
      [keys.consortiumApproval(ledger, org.id), signed.jws],
      ...(active ? foundingEntries(genesis, time) : []),
    ]),
  };
}

function foundingEntries(genesis: Genesis, time: number): (readonly [string, StateValue])[] {
  const { document } = genesis;
  return [
    [keys.genesis, document],
    [keys.consortium, initialState(genesis)],
    ...document.policies.map((policy) => [keys.policy(policy.name, policy.version), policy] as const),
    ...document.participants.map((one) => [keys.participant(one.id), one] as const),
    ...document.participants.flatMap(({ id, keys: own }) =>
      own.map(({ kid }) => [keys.kid(kid), id] as const),
    ),
    [keys.epoch, { n: 0, time: formatTime(time) }],
  ];
}
