import type { ConsortiumState } from '../../chaincode/domain/consortium/document.js';
import type { Badges } from '../services/badges.js';
import type { Batches } from '../services/batches.js';
import type { Epochs } from '../services/epochs.js';
import type { Governance } from '../services/governance.js';
import type { Members } from '../services/members.js';
import type { ProofMaker } from '../services/proofs.js';
import type { Readiness } from '../services/readiness.js';
import type { Records } from '../services/records.js';
import type { Scores } from '../services/scores.js';
import type { StatusLists } from '../services/status/lists.js';
import type { Sellers } from '../services/sellers.js';
import type { TrustLists } from '../services/trust-lists.js';

/** About this gateway, for those who want to talk to it. */
export interface About {
  readonly publicUrl: string;
  readonly org: string;
  readonly mode: string;
  consortium(): ConsortiumState | undefined;
}

/** Everything that routes speak to. */
export interface Services {
  readonly about: About;
  readonly badges: Badges;
  readonly batches: Batches;
  readonly epochs: Epochs;
  readonly governance: Governance;
  readonly members: Members;
  readonly proofs: ProofMaker;
  readonly records: Records;
  readonly scores: Scores;
  readonly sellers: Sellers;
  readonly statusLists: StatusLists;
  readonly trustLists: TrustLists;
  readonly readiness: () => Promise<Readiness>;
}
