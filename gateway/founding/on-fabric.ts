import { text } from '../../chaincode/domain/bytes.js';
import { Refusal } from '../../chaincode/domain/errors.js';
import type { Genesis } from '../../chaincode/domain/governance/genesis.js';
import { connectLedger, profileMembers } from '../ledger/connect/connect.js';
import { LedgerError, type LedgerPort, type TransactionCall } from '../ledger/port.js';
import type { FoundingApproval } from './approvals.js';
import { FoundingFailure } from './founding-failure.js';

/** How far the founding has come on a channel. */
export interface FabricFounding {
  /** MSP id of the organisation whose profile it is. */
  readonly mspId: string;
  readonly inForce: boolean;
  /** Organisations whose approvals this call has brought. */
  readonly brought: readonly string[];
  /** All that have approved, where that still matters. */
  readonly approvals: readonly string[];
}

/**
 * Brings the approvals that this administrator's MSP identities may bring to the chaincode of a channel. The k-th of all puts
 * the document in force; once it is, nothing is sent. `profile`: path of a connection profile that names administrators.
 * Throws FoundingFailure `approvals_missing`, `other_ledger`; LedgerError, Refusal, and Error for a wrong profile.
 */
export async function foundOnFabric(
  genesis: Genesis,
  approvals: readonly FoundingApproval[],
  profile: string,
): Promise<FabricFounding> {
  const { administrators, mspId } = profileMembers(profile);
  const port = await connectLedger({ adapter: 'fabric-gateway', profile });
  try {
    if (await isInForce(port, genesis)) return { mspId, inForce: true, brought: [], approvals: [] };
    const own = approvals.filter((one) => administrators.includes(one.mspId));
    if (own.length === 0) throw nothingToBring(approvals, administrators, profile);
    const brought = [];
    for (const approval of own) if (await bring(port, genesis, approval)) brought.push(approval.org);
    const inForce = await isInForce(port, genesis);
    return { mspId, inForce, brought, approvals: inForce ? [] : await approvalsSoFar(port, genesis) };
  } finally {
    await port.close();
  }
}

function nothingToBring(
  approvals: readonly FoundingApproval[],
  administrators: readonly string[],
  profile: string,
): FoundingFailure {
  const message =
    administrators.length === 0
      ? `${profile} names no administrator: "admins" gives the certificate and key of your MSP's, by MSP id`
      : `none of the approvals is one that ${administrators.join(', ')} may bring; they are of ${
          approvals.map((one) => `${one.org} (${one.mspId})`).join(', ') || 'nobody: give --approvals'
        }`;
  return new FoundingFailure('approvals_missing', message);
}

/** What the chaincode refused, as it said it. */
async function asked<T>(call: Promise<T>): Promise<T> {
  return call.catch((error: unknown) => {
    throw error instanceof LedgerError && error.cause instanceof Refusal ? error.cause : error;
  });
}

const isRefusal = (error: unknown, code: Refusal['code']): boolean =>
  error instanceof Refusal && error.code === code;

const documentOf = ({ bytes }: Genesis): string => text(bytes);

/** Throws FoundingFailure `other_ledger`. */
async function isInForce(port: LedgerPort, { ledger }: Genesis): Promise<boolean> {
  let answer: string;
  try {
    answer = await asked(port.evaluate({ name: 'GetConsortium', args: [] }));
  } catch (error) {
    if (isRefusal(error, 'not_initialised')) return false;
    throw error;
  }
  const present = (JSON.parse(answer) as { readonly ledger: string }).ledger;
  if (present === ledger) return true;
  throw new FoundingFailure(
    'other_ledger',
    `another consortium is in force on this channel: its ledger is ${present}, and this document founds ${ledger}. ` +
      'A chaincode takes one consortium for good: see which document the others signed, or commit it under another name',
  );
}

/** False where it was brought before, or the document came into force meanwhile. */
async function bring(port: LedgerPort, genesis: Genesis, approval: FoundingApproval): Promise<boolean> {
  const call: TransactionCall = { name: 'InitConsortium', args: [documentOf(genesis), approval.jws] };
  try {
    await asked(port.submit(call, `admin:${approval.mspId}`));
    return true;
  } catch (error) {
    if (isRefusal(error, 'already_approved') || isRefusal(error, 'already_initialised')) return false;
    throw error;
  }
}

async function approvalsSoFar(port: LedgerPort, genesis: Genesis): Promise<readonly string[]> {
  const call = { name: 'GetFoundingApprovals', args: [documentOf(genesis)] };
  return (JSON.parse(await asked(port.evaluate(call))) as { readonly approvals: readonly string[] })
    .approvals;
}
