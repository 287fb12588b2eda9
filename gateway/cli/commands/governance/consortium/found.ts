import type { Command } from 'commander';
import type { Genesis } from '../../../../../chaincode/domain/governance/genesis.js';
import { readApprovals, type FoundingApproval } from '../../../../founding/approvals.js';
import { globals } from '../../../frame/command.js';
import { usage } from '../../../frame/failure.js';
import { readGiven } from '../../../frame/given-file.js';
import { note, result } from '../../../frame/output.js';
import { readSound } from './document.js';
import { startText } from './start-text.js';

interface Options {
  readonly approvals?: readonly string[];
  readonly keys?: string;
  readonly profile?: string;
}

const clock = (): number => Math.floor(Date.now() / 1000);

export function found(program: Command): void {
  program
    .command('found')
    .description('found the ledger of a consortium document that its organisations have signed')
    .argument('<file>', 'the consortium document')
    .option('--approvals <file...>', 'what administrators signed with "stl consortium sign"')
    .option(
      '--keys <dir>',
      "keys of gateways, <dir>/<organisation>/sign.jwk.json and the like: of all on the embedded ledger, of your organisation's on Fabric",
    )
    .option('--profile <file>', "on Fabric: a connection profile that names your MSP's administrator")
    .action(async (file: string, options: Options, command: Command) => {
      const { genesis } = await readSound(file);
      const texts = await Promise.all((options.approvals ?? []).map(approvalFile));
      const approvals = readApprovals(texts, genesis, clock());
      if (options.profile === undefined) await foundEmbedded(genesis, approvals, options, command);
      else await foundFabric(genesis, approvals, { ...options, profile: options.profile }, command);
    });
}

const approvalFile = async (path: string) => ({ path, text: (await readGiven(path)).toString('utf8') });

async function foundEmbedded(
  genesis: Genesis,
  approvals: readonly FoundingApproval[],
  { keys }: Options,
  command: Command,
): Promise<void> {
  if (keys === undefined) {
    throw usage(
      "--keys DIR is missing: where are the gateways' keys? On Fabric, give --profile FILE instead, or as well",
    );
  }
  const { dataDir } = globals(command);
  const { createConsortium } = await import('../../../../founding/create.js');
  const isMade = await createConsortium(dataDir, { genesis, approvals, keyDir: keys, clock });
  const [own] = genesis.document.organisations;
  result(command, { dataDir, ledger: genesis.ledger, inForce: true }, () =>
    [
      `${dataDir} holds ledger ${genesis.ledger}${isMade ? '' : ' already'}. One process keeps it for all organisations.`,
      ...(own === undefined ? [] : ['', startText(own, dataDir, 'embedded')]),
    ].join('\n'),
  );
}

async function foundFabric(
  genesis: Genesis,
  approvals: readonly FoundingApproval[],
  { keys, profile }: Options & { readonly profile: string },
  command: Command,
): Promise<void> {
  const { foundOnFabric } = await import('../../../../founding/on-fabric.js');
  const { makeGatewayDirectory } = await import('../../../../founding/gateway-directory.js');
  const { dataDir } = globals(command);
  const { document, ledger } = genesis;
  const founding = await foundOnFabric(genesis, approvals, profile);
  const own = document.organisations.find(({ mspId }) => mspId === founding.mspId);
  const isMade =
    keys !== undefined &&
    own !== undefined &&
    (await makeGatewayDirectory(dataDir, genesis, { org: own.id, known: own, keyDir: keys }));
  const left = founding.inForce ? 0 : document.k - founding.approvals.length;
  const { approvals: approved, brought, inForce } = founding;
  if (isMade) note(`${dataDir} is made for the gateway of ${own.id}`);
  result(command, { ledger, inForce, brought, approvals: approved, needed: left }, () =>
    [
      inForce
        ? `Ledger ${ledger} is ${brought.length > 0 ? 'founded' : 'already in force'}.`
        : `${approved.join(', ')} ${approved.length === 1 ? 'has' : 'have'} approved ledger ${ledger}; ${left} more must, each from its own machine.`,
      ...(keys === undefined || own === undefined ? [] : ['', startText(own, dataDir, 'fabric-gateway')]),
    ].join('\n'),
  );
}
