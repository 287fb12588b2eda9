import { sha256 } from '@noble/hashes/sha2.js';
import type { Command } from 'commander';
import { hex } from '../../../../chaincode/domain/bytes.js';
import { canonicalBytes } from '../../../../chaincode/domain/canonical.js';
import { tlogPolicy } from '../../../../chaincode/domain/trust-list/policy.js';
import { keepFile } from '../../../data-dir/keep-file.js';
import { createClient, type TrustList } from '../../../sdk/client/index.js';
import { globals } from '../../frame/command.js';
import { CliFailure } from '../../frame/failure.js';
import { result } from '../../frame/output.js';
import { follow, keepTrustFile, readTrustFile, versionsIn } from './trust-file.js';

export function trust(program: Command): void {
  program
    .command('trust')
    .description(
      'keep whom to trust: follow the organisations’ keys from the versions in a file to the newest',
    )
    .argument('<file>', 'the kept trust list; made where there is none, and then the gateway is believed')
    .option('--policy <file>', 'write the list for tools of other logs, too (C2SP tlog-policy)')
    .action(async (path: string, { policy }: { readonly policy?: string }, command: Command) => {
      const { url } = globals(command);
      const file = await readTrustFile(path);
      const kept = versionsIn(file);
      if (file !== undefined && kept === undefined)
        throw new CliFailure(`${path} is not a kept trust list`, { code: 'trust_unreadable' });
      const pinned = kept && (await follow(kept, undefined, path));
      const offered = await createClient({ url }).trustList();
      const list = await follow(offered, pinned, url);
      const first = kept?.[0]?.list.version ?? 0;
      const news = list.version > (pinned?.version ?? 0);
      if (news) {
        await keepTrustFile(
          path,
          offered.filter((one) => one.list.version >= first),
        );
      }
      if (policy !== undefined) await keepFile(policy, tlogPolicy(sha256, list));
      const digest = hex(sha256(canonicalBytes(list)));
      result(command, { version: list.version, pinned: pinned?.version ?? null, sha256: digest, list }, () =>
        [...heading(list, pinned), ...keysOf(list), `sha256 ${digest}`].join('\n'),
      );
    });
}

function heading({ k, organisations, version }: TrustList, pinned: TrustList | undefined): string[] {
  const who = `any ${k} of ${organisations.length} organisations`;
  if (pinned === undefined) {
    return [
      `Version ${version} is kept: ${who}. Only the gateway vouches for it so far:`,
      'compare the SHA-256 with somebody you trust.',
    ];
  }
  return pinned.version === version
    ? [`Version ${version} is still the newest: ${who}.`]
    : [`Followed from version ${pinned.version} to version ${version}: ${who}.`];
}

const keysOf = ({ organisations, quorum, witnesses }: TrustList): string[] => [
  ...organisations.map(({ id, signKey, url }) => `  ${id}  ${url}  ${signKey.kid}`),
  ...witnesses.map((key) => `  witness  ${key}`),
  ...(witnesses.length === 0 ? [] : [`  quorum   ${quorum} of ${witnesses.length} witnesses`]),
];
