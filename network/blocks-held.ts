import type { Topology } from './topology.js';

const answerWithinMs = 5_000;

/** By node name: where peers and orderers answer with their figures. */
function operationsPorts({ organisations, orderers }: Topology): ReadonlyMap<string, number> {
  return new Map([
    ...organisations.map((org): [string, number] => [`peer-${org.name}`, org.peerOperationsPort]),
    ...orderers.map((orderer): [string, number] => [orderer.name, orderer.operationsPort]),
  ]);
}

/**
 * How many blocks of the channel a node holds; undefined where it is not in the channel.
 * @throws Error where it does not answer
 */
export async function blocksHeld(name: string, topology: Topology): Promise<number | undefined> {
  const port = operationsPorts(topology).get(name);
  if (port === undefined) throw new Error(`${name} holds no blocks.`);
  const page = await fetch(`http://127.0.0.1:${port}/metrics`, {
    signal: AbortSignal.timeout(answerWithinMs),
  });
  const figure = (await page.text())
    .split('\n')
    .find((line) => line.startsWith(`ledger_blockchain_height{channel="${topology.channel}"} `));
  return figure === undefined ? undefined : Number(figure.split(' ')[1]);
}

/** How many blocks the channel has, by those nodes that answer. */
export async function blocksOfChannel(topology: Topology): Promise<number> {
  const names = [...operationsPorts(topology).keys()];
  const held = await Promise.all(names.map((name) => blocksHeld(name, topology).catch(() => undefined)));
  return Math.max(0, ...held.map((blocks) => blocks ?? 0));
}
