import { approve } from './approve.js';
import { cosign } from './cosign.js';
import { getFoundingApprovals, initConsortium } from './init-consortium.js';
import { propose } from './propose.js';
import { getBatch, getConsortium, getParticipant, getProposal } from './reads.js';
import { seal } from './seal.js';
import { signTrustList } from './sign-trust-list.js';
import { submitBatch } from './submit-batch.js';
import { submitBatches } from './submit-batches.js';
import type { Transaction } from './transaction.js';

export type { Transaction, TransactionContext } from './transaction.js';

const readOnly = {
  GetBatch: getBatch,
  GetConsortium: getConsortium,
  GetFoundingApprovals: getFoundingApprovals,
  GetParticipant: getParticipant,
  GetProposal: getProposal,
};

/** Every transaction by the name it is called by. Without a prototype: `constructor` is no transaction. */
export const transactions: Readonly<Record<string, Transaction>> = Object.freeze(
  Object.assign(Object.create(null) as Record<string, Transaction>, {
    Approve: approve,
    Cosign: cosign,
    InitConsortium: initConsortium,
    Propose: propose,
    Seal: seal,
    SignTrustList: signTrustList,
    SubmitBatch: submitBatch,
    SubmitBatches: submitBatches,
    ...readOnly,
  }),
);

/** Those that write nothing: to be evaluated, not submitted. */
export const readOnlyTransactions: ReadonlySet<string> = new Set(Object.keys(readOnly));
