import { equalBytes, text } from '../../chaincode/domain/bytes.js';
import { verifyCheckpoint } from '../../chaincode/domain/proofs/checkpoint.js';
import { ProofFailure } from '../../chaincode/domain/proofs/failure.js';
import type { Checkpoint } from '../../chaincode/domain/tlog/checkpoint.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { createClient, type TrustList } from '../sdk/client/index.js';
import { keepFile } from '../data-dir/keep-file.js';
import { historyFindings, type KnownLog } from './audit.js';
import type { Finding } from './finding.js';
import { LogAudit } from './audit-log.js';
import { SellerChecker } from './audit-sellers.js';
import { entriesOf, fetchBytes, keysOf } from './gateway-source.js';
import { keptCheckpoint } from '../data-dir/kept-checkpoint.js';

export interface GatewayReport {
  readonly leaves: number;
  readonly batches: number;
  /** Sellers whose badge was checked, and those that have none yet. */
  readonly sellers: number;
  readonly young: number;
  /** Of the checkpoint that was checked. */
  readonly epoch: number;
  /** Who signed it. */
  readonly organisations: readonly string[];
  /** Names of the trusted witnesses that have seen it. */
  readonly witnesses: readonly string[];
  readonly checkpoint: string | undefined;
  /** In the order of the log, then of the sellers: the first is where it ceases to hold. */
  readonly findings: readonly Finding[];
}

export interface GatewayAuditRun {
  /** Base URL. */
  readonly gateway: string;
  /** Whom to trust, from elsewhere than this gateway. */
  readonly trust: TrustList;
  /** File with a signed checkpoint that must lie in the log's past, if it is there; the new one replaces it. */
  readonly checkpoint?: string;
  readonly now: number;
  readonly signal: AbortSignal;
  readonly progress: (done: number, all: number, what: 'leaves' | 'sellers') => void;
}

/** Findings beyond so many tell nothing more. */
const findingsShown = 100;

/**
 * Checks what a gateway shows to the world, for which nobody's permission is needed: its newest checkpoint, every leaf
 * of the log, every seller's badge and its bits in the status lists. What it cannot see are the records behind the leaves:
 * that aggregates follow from them is what k organisations sign; `audit` of a peer or an export derives it.
 * Throws GatewayUnreadable, SetupError; ProblemError and ClientError of the client.
 */
export async function auditGateway(run: GatewayAuditRun): Promise<GatewayReport> {
  const { checkpoint: path, gateway, now, progress, signal, trust } = run;
  const since = path === undefined ? undefined : await keptCheckpoint(path);
  const client = createClient({ url: gateway });
  const note = text(await fetchBytes(gateway, '/tlog/checkpoint'));
  const agreed = await verifyCheckpoint(nodeCrypto, note, trust).catch((error: unknown) => {
    if (error instanceof ProofFailure) return error;
    throw error;
  });
  const none = {
    leaves: 0,
    batches: 0,
    sellers: 0,
    young: 0,
    epoch: 0,
    organisations: [],
    witnesses: [],
    checkpoint: undefined,
  };
  if (agreed instanceof ProofFailure) {
    return {
      ...none,
      findings: [{ code: 'checkpoint_does_not_hold', at: 'checkpoint', reason: agreed.message }],
    };
  }
  const { checkpoint, organisations, witnesses } = agreed;

  const log = new LogAudit(nodeCrypto, trust.ledger, await keysOf(client, nodeCrypto.sha256));
  for await (const entries of entriesOf(gateway, checkpoint.size)) {
    signal.throwIfAborted();
    log.add(entries);
    progress(log.size, checkpoint.size, 'leaves');
    if (log.findings.length >= findingsShown) break;
  }
  const findings: Finding[] = [...log.findings, ...rootFindings(log, checkpoint)];
  findings.push(...historyFindings(historyOf(log, checkpoint), since));

  const sellers = new SellerChecker({
    ...{ client, gateway, now, sha256: nodeCrypto.sha256, trust },
    epoch: checkpoint.epoch,
  });
  const ids: string[] = [];
  for await (const { id } of client.list<{ id: string }>('/v1/sellers')) ids.push(id);
  for (const [number, id] of ids.entries()) {
    signal.throwIfAborted();
    await sellers.check(id);
    progress(number + 1, ids.length, 'sellers');
    if (findings.length + sellers.findings.length >= findingsShown) break;
  }
  findings.push(...sellers.findings);
  if (path !== undefined && findings.length === 0) await keepFile(path, note);
  return {
    ...{ leaves: log.size, batches: log.batches, sellers: sellers.checked, young: sellers.young },
    ...{ epoch: checkpoint.epoch, organisations, witnesses, checkpoint: note, findings },
  };
}

function rootFindings(log: LogAudit, { root, size }: Checkpoint): Finding[] {
  if (log.size === size && equalBytes(log.tree(size).root(), root)) return [];
  const reason = 'the leaves do not hash to the root that was signed';
  return [{ code: 'checkpoint_does_not_hold', at: `log of ${size} leaves`, reason }];
}

const historyOf = (log: LogAudit, { epoch }: Checkpoint): KnownLog => ({
  logSize: () => log.size,
  tree: (size) => log.tree(size),
  newestSeal: () => ({ n: epoch }),
});
