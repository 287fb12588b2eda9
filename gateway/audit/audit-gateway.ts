import { hex } from '../../chaincode/domain/bytes.js';
import { formatTime } from '../../chaincode/domain/time.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { createClient, type TrustList } from '../sdk/client/index.js';
import type { Seen } from '../sdk/verify/index.js';
import { keepFile } from '../data-dir/keep-file.js';
import { keptCheckpoint } from '../data-dir/kept-checkpoint.js';
import { historyFindings, type KnownLog } from './audit.js';
import { LogAudit } from './audit-log.js';
import { SellerChecker } from './audit-sellers.js';
import type { Finding } from './finding.js';
import { GatewayLog } from './gateway-log.js';
import { genesisOf } from './gateway-source.js';
import { assertKept, readMemo, writeMemo } from './gateway-state.js';

export interface GatewayReport {
  readonly leaves: number;
  /** The first leaf that was read: those before it an earlier audit has checked. */
  readonly from: number;
  readonly batches: number;
  /** Sellers whose badge was checked, and those that have none yet. */
  readonly sellers: number;
  readonly young: number;
  /** Of the checkpoint that was checked. */
  readonly epoch: number;
  /** Its date, RFC 3339: whoever hides all newer ones shows an old one. */
  readonly asOf: string | undefined;
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
  /** Directory for what was seen, from which the next audit goes on. It is made where there is none, and left as it is where something does not hold. */
  readonly state?: string;
  readonly now: number;
  readonly signal: AbortSignal;
  readonly progress: (done: number, all: number, what: 'leaves' | 'sellers') => void;
}

/** Findings beyond so many tell nothing more. */
const findingsShown = 100;

/**
 * Checks what a gateway shows to the world, for which nobody's permission is needed: its newest checkpoint, every leaf
 * and tile of the log, every seller's badge, score, and bits in the status lists. What it cannot see are the records behind the leaves:
 * that aggregates follow from them is what k organisations sign; `audit` of a peer or an export derives it.
 * Throws GatewayUnreadable, SetupError; ProblemError and ClientError of the client.
 */
export async function auditGateway(run: GatewayAuditRun): Promise<GatewayReport> {
  const { checkpoint: path, gateway, now, progress, signal, state, trust } = run;
  const since = path === undefined ? undefined : await keptCheckpoint(path);
  const memo = state === undefined ? undefined : await readMemo(state, trust.ledger);
  const client = createClient({ url: gateway });
  const genesis = await genesisOf(gateway);
  if (genesis.ledger !== trust.ledger) {
    const reason = 'it is the consortium document of another ledger';
    return { ...nothing, findings: [{ code: 'governance_does_not_follow', at: '/v1/genesis', reason }] };
  }
  const leaves = new LogAudit(nodeCrypto, genesis, memo?.log);
  if (state !== undefined && memo !== undefined) assertKept(state, leaves, memo.past);
  const from = leaves.size;
  const log = new GatewayLog({
    ...{ client, gateway, log: leaves, past: memo?.past, signal, trust },
    progress: (done, all) => progress(done, all, 'leaves'),
  });
  await log.advance();
  const first = log.agreed;
  if (first === undefined) {
    const { batches, size } = leaves;
    return { ...nothing, from, leaves: size, batches, findings: log.findings };
  }
  const past = historyFindings(knownLog(leaves, first.checkpoint.epoch), since);

  const sellers = new SellerChecker({
    ...{ checkpoint: first.checkpoint, client, gateway, now, sha256: nodeCrypto.sha256, trust },
  });
  const ids: string[] = [];
  for await (const { id } of client.list<{ id: string }>('/v1/sellers')) ids.push(id);
  sellers.listed(ids, memo?.sellers ?? []);
  for (const [number, id] of ids.entries()) {
    signal.throwIfAborted();
    await sellers.check(id);
    progress(number + 1, ids.length, 'sellers');
    if (log.findings.length + sellers.findings.length >= findingsShown) break;
  }
  const later = await laterFindings(log, leaves, sellers.later);
  const findings = [...log.findings, ...past, ...sellers.findings, ...later];
  const { checkpoint, organisations, witnesses } = log.agreed ?? first;
  if (findings.length === 0) {
    if (path !== undefined) await keepFile(path, log.note);
    if (state !== undefined)
      await writeMemo(state, { checkpoint: log.note, log: leaves.memo(), sellers: [...ids].sort() });
  }
  return {
    ...{ from, leaves: leaves.size, batches: leaves.batches, sellers: sellers.checked, young: sellers.young },
    ...{ epoch: checkpoint.epoch, asOf: formatTime(checkpoint.asof), organisations, witnesses },
    ...{ checkpoint: log.note, findings },
  };
}

const nothing: Omit<GatewayReport, 'findings'> = {
  ...{ from: 0, leaves: 0, batches: 0, sellers: 0, young: 0, epoch: 0 },
  ...{ asOf: undefined, organisations: [], witnesses: [], checkpoint: undefined },
};

/**
 * Of badges of an epoch that was agreed on since the checkpoint was read: the gateway must have its checkpoint by now, and a log
 * that leads there. Else it shows an old state to those who look at the log.
 */
async function laterFindings(log: GatewayLog, leaves: LogAudit, later: readonly Seen[]): Promise<Finding[]> {
  if (later.length === 0 || !(await log.advance())) return [];
  const { epoch = 0 } = log.agreed?.checkpoint ?? {};
  return later.flatMap((seen) => {
    if (seen.epoch > epoch) {
      const reason = `it is of epoch ${epoch}, though badges are of epoch ${seen.epoch}`;
      return { code: 'outdated', at: 'checkpoint', reason };
    }
    if (hex(leaves.tree(seen.size).root()) === seen.root) return [];
    const reason = 'badges rest on another log than the one that is shown';
    return { code: 'badge_does_not_hold', at: `epoch ${seen.epoch}`, reason };
  });
}

const knownLog = (log: LogAudit, epoch: number): KnownLog => ({
  logSize: () => log.size,
  tree: (size) => log.tree(size),
  newestSeal: () => ({ n: epoch }),
});
