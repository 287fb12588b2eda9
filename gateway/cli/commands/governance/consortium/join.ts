import type { Command } from 'commander';
import { canonicalText } from '../../../../../chaincode/domain/canonical.js';
import type { Organisation } from '../../../../../chaincode/domain/consortium/document.js';
import { readGenesis, type Genesis } from '../../../../../chaincode/domain/governance/genesis.js';
import { nodeCrypto } from '../../../../../chaincode/node-crypto.js';
import { checkPart } from '../../../../founding/check.js';
import { FoundingFailure } from '../../../../founding/founding-failure.js';
import { makeGatewayDirectory } from '../../../../founding/gateway-directory.js';
import { createClient } from '../../../../sdk/client/index.js';
import { gatewayUrl, globals } from '../../../frame/command.js';
import { readCommented } from '../../../frame/commented-json.js';
import { result } from '../../../frame/output.js';
import { consortiumInForce } from '../in-force.js';
import { mistaken } from './document.js';
import { startText } from './start-text.js';

interface Options {
  readonly from: string;
  readonly ledger: string;
  readonly org: string;
  readonly keys?: string;
}

interface Source {
  readonly genesis: Genesis;
  /** Those in force where a gateway was asked, else the founders. */
  readonly organisations: readonly Organisation[];
}

export function join(program: Command): void {
  program
    .command('join')
    .description("make the data directory of your organisation's gateway on a ledger that others keep, too")
    .requiredOption('--from <gateway|file>', "another organisation's gateway, or the consortium document")
    .requiredOption('--ledger <id>', 'the ledger, as somebody told you whom you trust')
    .requiredOption('--org <id>', 'your organisation')
    .option('--keys <dir>', "its gateway's keys, in <dir>/<id>; leave it out where they lie elsewhere")
    .action(joinLedger);
}

async function joinLedger({ from, keys, ledger, org }: Options, command: Command): Promise<void> {
  const { dataDir } = globals(command);
  const { genesis, organisations } = await (/^https?:/.test(from) ? askGateway(from) : readSource(from));
  if (genesis.ledger !== ledger) {
    throw new FoundingFailure(
      'other_ledger',
      `${from} gives the document of ledger ${genesis.ledger}, not of ${ledger}; nothing was made`,
    );
  }
  const known = organisations.find(({ id }) => id === org);
  const faults = known === undefined ? [] : checkPart(known);
  if (faults.length > 0)
    throw mistaken(`${from} names ${org} as it cannot be in a consortium`, faults, () => '');
  const isMade = await makeGatewayDirectory(
    dataDir,
    genesis,
    keys === undefined ? undefined : { org, known, keyDir: keys },
  );
  result(command, { dataDir, ledger, org, member: known !== undefined, made: isMade }, () =>
    [
      `${dataDir} ${isMade ? 'is made' : 'is there already'} for the gateway of ${org} on ledger ${ledger}.`,
      ...(keys === undefined ? ['No keys were copied to it.'] : []),
      '',
      ...(known === undefined ? newcomerText(org) : [startText(known, dataDir, 'fabric-gateway')]),
    ].join('\n'),
  );
}

const newcomerText = (org: string): string[] => [
  `${org} is no organisation of this consortium yet. Make its part ("stl consortium draft --org ${org} ..."),`,
  'and have a member propose it and others approve:',
  '',
  `  stl propose draft organisations.set --add ${org}.part.json > members.jsonc`,
  '  stl propose members.jsonc --admin-key FILE',
];

async function readSource(path: string): Promise<Source> {
  const { value } = await readCommented(path);
  const genesis = readGenesis(canonicalText(value), nodeCrypto.sha256);
  return { genesis, organisations: genesis.document.organisations };
}

/** Who gives the document need not be trusted: its hash is the ledger's id. */
async function askGateway(from: string): Promise<Source> {
  const client = createClient({ url: gatewayUrl(from, '--from') });
  const { value } = await client.get<object>('/v1/genesis');
  const genesis = readGenesis(canonicalText(value), nodeCrypto.sha256);
  return { genesis, organisations: (await consortiumInForce(client)).organisations };
}
