import type { GroupDoc } from '../group.js';

/** What the decided cases about an order say of it. */
export interface Decisions {
  readonly forBuyer: boolean;
  /** For the buyer, without an answer of the seller. */
  readonly forBuyerUnanswered: boolean;
  readonly forSeller: boolean;
}

const noDecisions: Decisions = { forBuyer: false, forBuyerUnanswered: false, forSeller: false };

/** Only cases count that a party of the order or an arbiter opened: nobody else knows what came of the order. */
export function decisionsFor({ cases }: GroupDoc, parties: ReadonlySet<string>): Decisions {
  if (cases === undefined) return noDecisions;
  const counted = cases.filter(({ byArbiter, opener }) => byArbiter || parties.has(opener));
  return {
    forBuyer: counted.some(({ forBuyer }) => forBuyer > 0),
    forBuyerUnanswered: counted.some(({ unanswered }) => unanswered > 0),
    forSeller: counted.some(({ forSeller }) => forSeller > 0),
  };
}
