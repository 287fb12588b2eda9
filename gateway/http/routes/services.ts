import type { ConsortiumDocument, ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import type { Badges } from '../../services/trust/badges.js';
import type { Batches } from '../../services/write/batches.js';
import type { Certificates } from '../../services/read/certificates.js';
import type { ConformityCredentials } from '../../services/trust/conformity/credentials.js';
import type { Directory } from '../../services/read/directory/directory.js';
import type { EpcisDocuments } from '../../services/read/epcis/documents.js';
import type { Epochs } from '../../services/sealing/epochs.js';
import type { Governance } from '../../services/write/governance.js';
import type { Members } from '../../services/read/members.js';
import type { ProofMaker } from '../../services/read/proofs.js';
import type { Readiness } from '../../services/read/readiness.js';
import type { References } from '../../services/read/references.js';
import type { ReferenceBook } from '../../services/write/references.js';
import type { Records } from '../../services/read/records.js';
import type { Outlook } from '../../services/read/outlook.js';
import type { Scores } from '../../services/read/scores.js';
import type { StatusLists } from '../../services/trust/status-lists.js';
import type { Standing } from '../../services/read/standing.js';
import type { StatedContents } from '../../services/read/stated-contents.js';
import type { SellerRoll } from '../../services/read/seller-roll.js';
import type { Sellers } from '../../services/read/sellers.js';
import type { TrustLists } from '../../services/trust/trust-lists.js';

/** About this gateway, for those who want to talk to it. */
export interface About {
  readonly publicUrl: string;
  readonly org: string;
  readonly mode: string;
  /** The consortium document that the ledger was founded with. */
  readonly genesis: ConsortiumDocument;
  consortium(): ConsortiumState | undefined;
}

/** Everything that routes speak to. */
export interface Services {
  readonly about: About;
  readonly badges: Badges;
  readonly batches: Batches;
  readonly certificates: Certificates;
  readonly conformity: ConformityCredentials;
  readonly directory: Directory;
  readonly epcis: EpcisDocuments;
  readonly epochs: Epochs;
  readonly governance: Governance;
  readonly members: Members;
  readonly proofs: ProofMaker;
  readonly records: Records;
  readonly references: References;
  readonly referenceBook: ReferenceBook;
  readonly roll: SellerRoll;
  readonly outlook: Outlook;
  readonly scores: Scores;
  readonly sellers: Sellers;
  readonly standing: Standing;
  readonly stated: StatedContents;
  readonly statusLists: StatusLists;
  readonly trustLists: TrustLists;
  readonly readiness: () => Promise<Readiness>;
}
