import { Refusal } from '../../chaincode/domain/errors.js';
import type { Genesis } from '../../chaincode/domain/governance/genesis.js';
import {
  parseSignedApproval,
  signingOrganisation,
  type SignedApproval,
} from '../../chaincode/domain/governance/signed.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { FoundingFailure } from './founding-failure.js';

/** What a founder's administrator signed, and the MSP id under which it is brought to the ledger. */
export interface FoundingApproval {
  readonly org: string;
  readonly mspId: string;
  /** Compact JWS over the ledger id. */
  readonly jws: string;
}

/** A file that holds an approval. */
export interface ApprovalFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads approvals of a consortium document, one of each organisation at most. What the ledger would refuse is refused here,
 * before anything is written. `now`: seconds since the epoch. Throws FoundingFailure `approval_unusable`.
 */
export function readApprovals(
  files: readonly ApprovalFile[],
  genesis: Genesis,
  now: number,
): FoundingApproval[] {
  const approvals = new Map<string, FoundingApproval>();
  for (const file of files) {
    const approval = readApproval(file, genesis, now);
    approvals.set(approval.org, approval);
  }
  return [...approvals.values()];
}

function readApproval({ path, text }: ApprovalFile, genesis: Genesis, now: number): FoundingApproval {
  const jws = text.trim();
  const { document, ledger } = genesis;
  const unusable = (reason: string, cause?: unknown): FoundingFailure =>
    new FoundingFailure('approval_unusable', `${path}: ${reason}`, { cause });
  const signed = parsed(jws, unusable);
  if (signed.ledger !== ledger || signed.proposal !== ledger) {
    throw unusable(
      `it approves ledger ${signed.ledger}, and this document founds ${ledger}: one of the two was changed since`,
    );
  }
  try {
    const { id, mspId } = signingOrganisation(signed, {
      ...{ ledger, organisations: document.organisations },
      ...{ time: now, crypto: nodeCrypto },
    });
    return { org: id, mspId, jws };
  } catch (error) {
    if (error instanceof Refusal) throw unusable(`it does not hold: ${error.message}`, error);
    throw error;
  }
}

function parsed(jws: string, unusable: (reason: string, cause: unknown) => FoundingFailure): SignedApproval {
  try {
    return parseSignedApproval(jws);
  } catch (error) {
    throw unusable('it is not an approval as made by "stl consortium sign"', error);
  }
}

/** Throws FoundingFailure `approvals_missing` where fewer than k organisations approve. */
export function assertEnough(approvals: readonly FoundingApproval[], { document }: Genesis): void {
  const { k, organisations } = document;
  if (approvals.length >= k) return;
  const given = new Set(approvals.map(({ org }) => org));
  const missing = organisations.filter(({ id }) => !given.has(id)).map(({ id }) => id);
  throw new FoundingFailure(
    'approvals_missing',
    `${k} organisations must approve the document, and ${approvals.length} do; ` +
      `${k - approvals.length} more must sign it ("stl consortium sign"): ${missing.join(', ')}`,
  );
}
