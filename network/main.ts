/** `npm run network:up|down|status|logs|restart|reset`: a Fabric network of the consortium on this machine. */
import { setMaxListeners } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './launch.js';
import { findPrograms } from './programs.js';
import { StoredNetwork } from './stored-network.js';
import { bftOfFour, raftOfThree } from './topology.js';

const usage = `Usage: network <up|down|status|logs|restart|reset> [node] [--dir DIR] [--bft]

  up            start three organisations and their orderers, and commit the chaincode; a stopped network resumes
  down          stop every node; what they stored stays
  status        say which nodes run
  logs NODE     print a node's log
  restart NODE  stop a node and start it again
  reset         stop every node and remove all they stored

  --dir DIR     where the network lives (default .run/network)
  --bft         four SmartBFT orderers of four organisations instead of three Raft orderers (Fabric 3.1)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: 'string', default: '.run/network' },
    bft: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const dir = resolve(values.dir);
const network = new StoredNetwork(dir);

async function up(): Promise<void> {
  const interrupted = new AbortController();
  setMaxListeners(0, interrupted.signal); // every program that runs and every wait listens to it
  const stop = (): void =>
    interrupted.abort(new Error('Interrupted: every node that was started is stopped.'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const began = Date.now();
  try {
    if (network.exists) await network.resume(findPrograms(), interrupted.signal);
    else await create(interrupted.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
  console.log(
    `The network is up (${((Date.now() - began) / 1000).toFixed(1)} s). Stop it with: npm run network:down`,
  );
}

/** A launch that fails leaves nothing behind, so that the next one can begin afresh. */
async function create(signal: AbortSignal): Promise<void> {
  const fresh = !existsSync(dir);
  try {
    const { topology, layout } = await launch({
      dir,
      choice: values.bft ? bftOfFour : raftOfThree,
      onStep: (title) => console.log(`- ${title}`),
      signal,
    });
    for (const org of topology.organisations) {
      console.log(`  ${org.name}: peer 127.0.0.1:${org.peerPort}, connection profile ${layout.profile(org)}`);
    }
  } catch (error) {
    if (fresh) rmSync(dir, { recursive: true, force: true });
    throw error;
  }
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
  down: () => network.processes.stopAll(),
  status,
  logs: () => console.log(readFileSync(network.layout.log(node()), 'utf8')),
  restart: () => network.restart(node(), findPrograms()),
  async reset() {
    network.topology(); // throws where this is not a network's directory: it is about to be removed
    await network.processes.stopAll();
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
