import type { Command } from 'commander';
import { createClient, fetchConsistency, fetchStatusLists } from '../../../sdk/client/index.js';
import { verifyBadge, type Seen, type TrustedConsortium, type Verdict } from '../../../sdk/verify/index.js';
import { globals } from '../../frame/command.js';
import { CliFailure, usage } from '../../frame/failure.js';
import { readGiven } from '../../frame/given-file.js';
import { result } from '../../frame/output.js';
import { checkProof, isProof } from './verify-proof.js';
import { keepSeenFile, readSeenFile } from './seen-file.js';
import { follow, readTrustFile, versionsIn } from './trust-file.js';

interface Options {
  readonly trust?: string;
  readonly maxAge: string;
  readonly seller?: string;
  readonly shop?: string;
  readonly seen?: string;
  readonly offline?: boolean;
}

interface Discovery extends Omit<TrustedConsortium, 'ledger'> {
  readonly ledgerId: string;
  readonly org: string;
}

export function verify(program: Command): void {
  program
    .command('verify')
    .description(
      'check a badge, that its score follows from what it proves; or a proof, as a gateway gives it, asking nobody',
    )
    .argument('<file>', 'the badge or the proof; - for standard input')
    .option(
      '--trust <file>',
      'whom to trust: kept by "stl trust", or a saved /.well-known/stl; else the gateway is believed',
    )
    .option('--max-age <seconds>', 'how old its checkpoint may be', '7200')
    .option('--seller <seller>', 'whose badge it must be')
    .option('--shop <domain>', 'the shop that shows it')
    .option('--seen <file>', 'what was seen of the ledger before, kept here: it must only have grown')
    .option('--offline', 'do not ask whether it was revoked, nor for proof that the ledger only grew')
    .action(async (file: string, options: Options, command: Command) => {
      const maxAge = Number(options.maxAge);
      if (!Number.isSafeInteger(maxAge) || maxAge < 1) throw usage('--max-age must be a number of seconds');
      const bytes = await readGiven(file === '-' ? '/dev/stdin' : file);
      const { url } = globals(command);
      const discovery = await trusted(options, url);
      const { ledgerId: ledger, k, organisations, org, quorum = 0, witnesses = [] } = discovery;
      const trust = { ledger, k, organisations, witnesses, quorum };
      const { seller, shop } = options;
      if (isProof(Buffer.from(bytes).toString('latin1'))) {
        if ((seller ?? shop ?? options.seen) !== undefined)
          throw usage('--seller, --shop and --seen go with a badge');
        const { shown, words } = await checkProof(bytes, trust);
        return result(command, shown, () => words);
      }
      const lastSeen = options.seen === undefined ? undefined : await readSeenFile(options.seen, ledger);
      const asked = seller !== undefined || shop !== undefined;
      const verdict = await verifyBadge(bytes, trust, {
        now: Math.floor(Date.now() / 1000),
        maxAge,
        ...(lastSeen === undefined ? {} : { lastSeen }),
        ...(options.offline === true ? {} : await fetched(bytes, lastSeen, url)),
        ...(options.trust === undefined ? { codeFrom: org } : {}),
        ...(asked
          ? {
              expected: {
                ...(seller === undefined ? {} : { seller }),
                ...(shop === undefined ? {} : { shopDomain: shop }),
              },
            }
          : {}),
      });
      const holds = verdict.state.startsWith('valid');
      if (options.seen !== undefined && holds && verdict.seen) await keepSeenFile(options.seen, verdict.seen);
      if (!holds) {
        throw new CliFailure(`${verdict.state}: ${verdict.reason}`, {
          code: verdict.code,
          details: checkLines(verdict),
        });
      }
      result(command, verdict, () => verdictText(verdict));
    });
}

/** Fetches the status lists, and the proof that the log only grew since it was last seen. */
async function fetched(badge: Uint8Array, lastSeen: Seen | undefined, url: string) {
  const [statusLists, consistency] = await Promise.all([
    fetchStatusLists(badge),
    fetchConsistency(badge, lastSeen, url),
  ]);
  return { statusLists, ...(consistency === undefined ? {} : { consistency }) };
}

async function trusted({ trust }: Options, url: string): Promise<Discovery> {
  if (trust === undefined) return (await createClient({ url }).get<Discovery>('/.well-known/stl')).value;
  const file = await readTrustFile(trust);
  const versions = versionsIn(file);
  if (versions !== undefined) {
    const { ledger, ...list } = await follow(versions, undefined, trust);
    return { ...list, ledgerId: ledger, org: '' };
  }
  const saved = (file ?? {}) as Partial<Discovery>;
  if (
    typeof saved.ledgerId !== 'string' ||
    !Number.isSafeInteger(saved.k) ||
    !Array.isArray(saved.organisations)
  ) {
    throw new CliFailure(`${trust} is neither a kept trust list nor a saved /.well-known/stl`, {
      code: 'trust_unreadable',
    });
  }
  return saved as Discovery;
}

const checkLines = ({ checks }: Verdict): string[] =>
  checks.map(({ name, outcome, reason }) => `${outcome.padEnd(7)}  ${name.padEnd(10)}  ${reason}`);

function verdictText(verdict: Verdict): string {
  const { badge, notices, state } = verdict;
  const subject = badge?.subject;
  const score =
    subject?.overall === null || subject === undefined
      ? 'not enough history yet'
      : `${subject.overall} of 1000 (${subject.band ?? 'no band'})`;
  return [
    `${state}: ${subject?.seller ?? ''}, ${score}, as of ${subject?.asOf ?? ''}`,
    ...checkLines(verdict),
    ...notices.map(({ reason }) => `notice: ${reason}`),
  ].join('\n');
}
