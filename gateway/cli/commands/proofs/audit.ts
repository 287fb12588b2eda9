import type { Command } from 'commander';
import type { LedgerReport } from '../../../audit/audit-ledger.js';
import type { Finding } from '../../../audit/finding.js';
import { createClient, type TrustList } from '../../../sdk/client/index.js';
import { gatewayUrl } from '../../frame/command.js';
import { CliFailure, usage } from '../../frame/failure.js';
import { gatewayConfig } from '../../frame/gateway-config.js';
import { longTask } from '../../frame/long-task.js';
import { result } from '../../frame/output.js';
import { quorumNotice, witnessedText } from '../../../sdk/verify/index.js';
import { follow, readTrustFile, versionsIn } from './trust-file.js';

interface Options {
  readonly export?: string;
  readonly checkpoint?: string;
  readonly state?: string;
  readonly gateway?: string;
  readonly trust?: string;
}

export function audit(program: Command): void {
  program
    .command('audit')
    .description('derive every root, score and checkpoint anew from the blocks, and say what does not hold')
    .option('--export <file>', 'audit an export in place of the ledger; needs no data directory')
    .option(
      '--checkpoint <file>',
      'kept elsewhere: must lie in the past of the ledger; the newest replaces it',
    )
    .option(
      '--state <dir>',
      'keep what was derived or seen in this directory; the next audit goes on from there',
    )
    .option('--gateway <url>', 'audit what a gateway shows to the world; needs neither ledger nor key')
    .option(
      '--trust <file>',
      'whom to trust, as "stl trust" keeps it; else what is audited vouches for itself',
    )
    .action(async (options: Options, command: Command) => {
      const { gateway } = options;
      if (gateway === undefined) await auditOwn(options, command);
      else await auditOther({ ...options, gateway: gatewayUrl(gateway, '--gateway') }, command);
    });
}

async function auditOwn(options: Options, command: Command): Promise<void> {
  const pinned = options.trust === undefined ? undefined : await kept(options.trust);
  const { auditLedger } = await import('../../../audit/audit-ledger.js');
  const { checkpoint, export: file, state } = options;
  const config = await gatewayConfig(command);
  const report = await longTask('stopped; the audit is not finished', ({ show, signal }) =>
    auditLedger(config, {
      signal,
      progress: (done, all) => show('auditing', done, all, 'blocks'),
      ...(file === undefined ? {} : { file }),
      ...(checkpoint === undefined ? {} : { checkpoint }),
      ...(state === undefined ? {} : { state }),
      ...(pinned === undefined ? {} : { trust: pinned }),
    }),
  );
  assertSound(report.findings);
  result(command, report, () => soundText(report));
}

async function auditOther(
  { checkpoint, export: file, gateway, state, trust: path }: Options & { readonly gateway: string },
  command: Command,
): Promise<void> {
  if (file !== undefined) throw usage('--gateway does not go with --export');
  if (checkpoint !== undefined && state !== undefined)
    throw usage('with --gateway, --state keeps the checkpoint, too: leave --checkpoint out');
  const { auditGateway } = await import('../../../audit/audit-gateway.js');
  const trust = await trusted(gateway, path);
  const report = await longTask('stopped; the audit is not finished', ({ show, signal }) =>
    auditGateway({
      ...{ gateway, trust, now: Math.floor(Date.now() / 1000), signal },
      ...(checkpoint === undefined ? {} : { checkpoint }),
      ...(state === undefined ? {} : { state }),
      progress: (done, all, what) => show('auditing', done, all, what),
    }),
  );
  assertSound(report.findings);
  const tooFew = quorumNotice(report.witnesses.length, trust);
  result(command, { ...report, trustedFrom: path ?? gateway }, () =>
    [
      'All that this gateway shows holds.',
      `  log leaves    ${report.leaves}, of which batches ${report.batches}${report.from === 0 ? '' : `; read from leaf ${report.from} on`}`,
      `  sellers       ${report.sellers}${report.young === 0 ? '' : `, and ${report.young} without a badge yet`}`,
      `  epoch         ${report.epoch}, of ${report.asOf}, signed by ${report.organisations.join(', ')}`,
      `  witnesses     ${witnessedText(report.witnesses.length, trust)}`,
      ...(tooFew === undefined ? [] : [`notice: ${tooFew}`]),
      ...(path === undefined ? ['Whom to trust was the gateway\'s own word: keep it with "stl trust".'] : []),
    ].join('\n'),
  );
}

/** The newest list that follows from the kept one; nothing is written to the file. */
async function trusted(gateway: string, path: string | undefined): Promise<TrustList> {
  const pinned = path === undefined ? undefined : await kept(path);
  return follow(await createClient({ url: gateway }).trustList(), pinned, gateway);
}

async function kept(path: string): Promise<TrustList> {
  const versions = versionsIn(await readTrustFile(path));
  if (versions === undefined)
    throw new CliFailure(`${path} is not a kept trust list`, { code: 'trust_unreadable' });
  return follow(versions, undefined, path);
}

function assertSound(findings: readonly Finding[]): void {
  if (findings.length > 0) {
    throw new CliFailure('the ledger does not hold', {
      code: 'does_not_hold',
      details: findings.map(({ at, code, reason }) => `${at}: ${code} (${reason})`),
    });
  }
}

export function soundText({
  agreed,
  batches,
  blocks,
  epochs,
  from,
  head = 'none',
  leaves,
  ledger,
  records,
  sellers,
  signed,
}: LedgerReport): string {
  return [
    signed === 0 ? 'It holds together, but no checkpoint of it is agreed on.' : 'All of it holds.',
    `  ledger        ${ledger}`,
    `  blocks        ${blocks}${from === 0 ? '' : `, read from block ${from} on`}`,
    `  newest block  ${head}`,
    `  batches       ${batches}`,
    `  records       ${records}`,
    `  sellers       ${sellers}`,
    `  log leaves    ${leaves}, of which ${signed} are in a checkpoint that k organisations signed`,
    `  epochs        ${epochs}, agreed up to ${agreed}`,
  ].join('\n');
}
