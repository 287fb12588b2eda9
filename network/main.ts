/** `npm run network:up|down|status|logs|stop|restart|wait|upgrade|pack|raft-log|reset`: a Fabric network of the consortium on this machine. */
import { setMaxListeners } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gatewayUrl } from './gateway-process.js';
import { compiledContract } from './launch.js';
import { pack } from './pack.js';
import { findPrograms } from './programs.js';
import { writeRaftLog } from './raft-log-files.js';
import { StoredNetwork } from './stored-network.js';
import { bftOfFour, fabricClients, raftOfThree, type FabricClient } from './topology.js';
import { bringUp } from './up.js';
import { upgradeChaincode } from './upgrade.js';

const usage = `Usage: network <command> [node or file] [--dir DIR] [--bft] [--client NAME]

  up            start three organisations with their orderers, chaincode and gateways, and found a demo consortium;
                a stopped network resumes on what it stored, and what runs goes on whatever happens
  down          stop every node; what they stored stays
  status        say which nodes run
  logs NODE     print a node's log
  stop NODE     stop a node
  restart NODE  stop a node and start it again
  wait [NODE]   wait until a node, or each, has caught up with the channel and is ready
  upgrade       put this program's chaincode in force as the next sequence, while the network works
  pack FILE     write this program's chaincode package, as every organisation installs it, and print its id
  raft-log BLOCK DIR
                write into DIR the Raft log of an orderer that has all blocks up to this one (as peer channel fetch
                writes it), where the channel's orderers have lost theirs
  reset         stop every node and remove all they stored

  --dir DIR     where the network lives (default .run/network)
  --bft         four SmartBFT orderers of four organisations instead of three Raft orderers (Fabric 3.1)
  --client NAME the gateways' library: ${fabricClients.join(' or ')} (default ${raftOfThree.client})

With pack:
  --program DIR write the program as well, as a chaincode process runs it
  --stock       for the builder that comes with Fabric (ccaas_builder) instead of our own; then also
  --address HOST:PORT                                   where the peer finds the chaincode process
  --tls-ca FILE --client-cert FILE --client-key FILE    what it proves itself with; by default each peer fills it in
                docs/fabric-production.md says which to choose`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: 'string', default: '.run/network' },
    bft: { type: 'boolean', default: false },
    client: { type: 'string', default: raftOfThree.client },
    stock: { type: 'boolean', default: false },
    address: { type: 'string' },
    'tls-ca': { type: 'string' },
    'client-cert': { type: 'string' },
    'client-key': { type: 'string' },
    program: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
process.noDeprecation = true; // Node warns of TLS to an IP address: here all nodes are on 127.0.0.1
const dir = resolve(values.dir);
const network = new StoredNetwork(dir);

async function up(): Promise<void> {
  const resumes = network.exists;
  const signal = interruption(resumes ? 'nothing is stopped.' : 'every node that was started is stopped.');
  const began = Date.now();
  if (resumes) await resume(signal);
  else await create(signal);
  console.log(`\nThe network is up (${((Date.now() - began) / 1000).toFixed(1)} s). Its gateways answer at`);
  for (const org of network.topology().organisations) {
    console.log(
      `  ${org.name.padEnd(10)} ${gatewayUrl(org)}  keys and data in ${network.layout.gatewayData(org)}`,
    );
  }
  console.log('Stop it with: npm run network:down');
}

async function resume(signal: AbortSignal): Promise<void> {
  if (!network.isLaunched) {
    throw new Error(
      `The network in ${dir} was not launched to its end: another network:up is still at it, or was killed. ` +
        'Where it was killed, remove what it left: npm run network:reset',
    );
  }
  try {
    await network.resume(findPrograms(), { signal, onWait });
  } catch (error) {
    console.error('What runs goes on. Once it is mended: npm run network:up');
    throw error;
  }
}

/** Aborted by Ctrl-C. Each one is handled: a second one must not end the launcher before it has stopped what it started. */
function interruption(then: string): AbortSignal {
  const interrupted = new AbortController();
  setMaxListeners(0, interrupted.signal); // every program that runs and every wait listens to it
  const stop = (): void => interrupted.abort(new Error(`Interrupted: ${then}`));
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return interrupted.signal;
}

const onWait = (text: string): void => console.error(`  ${text}`);

/** A launch that fails leaves nothing behind, so that the next one can begin afresh. */
async function create(signal: AbortSignal): Promise<void> {
  const fresh = !existsSync(dir);
  try {
    await bringUp({
      dir,
      choice: { ...(values.bft ? bftOfFour : raftOfThree), client: client() },
      onStep: (title) => console.log(`- ${title}`),
      onWait,
      signal,
    });
  } catch (error) {
    if (fresh) rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}

function client(): FabricClient {
  const known = fabricClients.find((name) => name === values.client);
  if (known === undefined)
    throw new Error(`There is no client ${values.client}: ${fabricClients.join(', ')}`);
  return known;
}

function status(): void {
  for (const name of network.nodes()) {
    const pid = network.processes.pid(name);
    console.log(`${name.padEnd(24)} ${pid === undefined ? 'stopped' : `running, process ${pid}`}`);
  }
}

function node(): string {
  const name = positionals[1];
  if (name === undefined) throw new Error(`Which node? There are: ${network.nodes().join(', ')}`);
  return name;
}

const commands: Record<string, () => Promise<void> | void> = {
  up,
  down: () => network.stop(),
  status,
  logs: () => console.log(readFileSync(network.layout.log(node()), 'utf8')),
  stop: () => network.stopNode(node()),
  restart: () => network.restart(node(), findPrograms(), { onWait }),
  async wait() {
    const [, name] = positionals;
    await network.awaitWorking(name === undefined ? network.nodes() : [name], { onWait });
    console.log(`${name ?? 'Every node'} has caught up.`);
  },
  async upgrade() {
    const { layout, processes } = network;
    const running = { topology: network.topology(), layout, processes, programs: findPrograms() };
    const onStep = (title: string): void => console.log(`- ${title}`);
    const { sequence } = await upgradeChaincode(running, { contract: compiledContract, onStep });
    console.log(`Sequence ${sequence} is in force.`);
  },
  pack: async () => console.log(await pack(compiledContract, positionals[1], values)),
  'raft-log'() {
    const [, block, directory] = positionals;
    if (block === undefined || directory === undefined) throw new Error('Which block, and which directory?');
    const { channel, block: number, index } = writeRaftLog(block, directory);
    console.log(`Goes on after block ${number} of the channel ${channel}, place ${index} of its Raft log.`);
  },
  async reset() {
    network.topology(); // throws where this is not a network's directory: it is about to be removed
    await network.stop();
    rmSync(dir, { recursive: true, force: true });
  },
};

const command = commands[positionals[0] ?? ''];
if (values.help || command === undefined) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  try {
    await command();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
