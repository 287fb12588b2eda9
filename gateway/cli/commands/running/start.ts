import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { DataDir } from '../../../data-dir/data-dir.js';
import type { Gateway } from '../../../start/server.js';
import { globals } from '../../frame/command.js';
import { gatewayConfig } from '../../frame/gateway-config.js';
import { makeDemo } from './make-demo.js';
import { note } from '../../frame/output.js';
import { showProgress } from '../../frame/progress.js';

export function start(program: Command): void {
  program
    .command('start')
    .description('run the gateway until it is stopped')
    .action(async (_options: object, command: Command) => {
      const { dataDir } = globals(command);
      const { withAddress } = await import('../../../start/address.js');
      const config = await withAddress(await gatewayConfig(command));
      const makes = config.create === 'demo' && config.ledger === 'embedded';
      if (makes && !(await new DataDir(config.dataDir).isFounded())) {
        note(`no ledger in ${dataDir} yet`);
        await makeDemo(config);
      }
      const { runGateway } = await import('../../../start/run.js');
      const gateway = await runGateway(config);
      await folded(gateway);
      const { detail, state } = gateway.queries.status();
      if (state !== 'running') {
        const { path } = new DataDir(config.dataDir);
        note(`The projection in ${path} ${state}: ${detail} See docs/runbooks/damaged-store.md.`);
      }
      noteOtherAddress(gateway, config.org);
      const { demo, seller } = example(gateway);
      const alone = demo && config.ledger === 'embedded';
      const facts = { url: gateway.url, dataDir: config.dataDir, org: config.org, demo, seller };
      const platformKey = new DataDir(dataDir).demoKey('demo-platform');
      // Standard output has the log, of which each line is one JSON document for the program that reads it.
      if (globals(command).json) process.stdout.write(`${JSON.stringify(facts)}\n`);
      else if (process.stdout.isTTY)
        process.stdout.write(`${whereToLook(gateway.url, alone, seller, platformKey)}\n`);
      else note(whereToLook(gateway.url, alone, seller, platformKey));
    });
}

/** After a first start or a rebuild the fold may have minutes of blocks before it; requests are answered meanwhile. */
async function folded({ ledger, queries }: Gateway): Promise<void> {
  const target = await ledger.height();
  if (queries.status().height >= target) return;
  const progress = showProgress('folding blocks', target);
  for (;;) {
    const { height, state } = queries.status();
    progress.update(height, 'blocks');
    if (height >= target || state !== 'running') break;
    await pause(50);
  }
  progress.stop();
}

/**
 * Says so where the ledger names another address of the organisation than the gateway's. Badges name the ledger's as issuer,
 * and the gateway's for their status lists: a reader would have to trust both.
 */
function noteOtherAddress({ queries, url }: Gateway, org: string): void {
  const own = queries.consortium()?.organisations.find(({ id }) => id === org);
  if (own === undefined || own.url.replace(/\/+$/, '') === url) return;
  note(
    `Badges name ${own.url} as the address of ${org}, but this gateway is at ${url}: who checks a badge is sent to both.\n` +
      `Start it with STL_PUBLIC_URL=${own.url}, have the organisations change the address, or, for a demonstration, make a ` +
      'new one with "stl init --demo".',
  );
}

function example({ queries }: Gateway): { demo: boolean; seller: string | undefined } {
  const demo = queries.consortium()?.parameters.demo === true;
  return { demo, seller: queries.sellers(undefined, 1).items[0] };
}

/** `alone`: a demonstration of which this one process hosts all organisations. */
function whereToLook(url: string, alone: boolean, seller: string | undefined, platformKey: string): string {
  const lines: (readonly [what: string, where: string])[] = [
    ['the sellers, as pages', `${url}/sellers`],
    ...(alone ? [['a shop that shows a badge', `${url}/demo-shop`] as const] : []),
    ['the API, to read and to try', `${url}/docs`],
  ];
  if (seller !== undefined) {
    lines.push(['a score', `${url}/v1/sellers/${seller}/score`]);
    if (alone)
      lines.push(['the same, recomputed here', `npx stl score ${seller} --recompute --key ${platformKey}`]);
  }
  const width = Math.max(...lines.map(([what]) => what.length));
  return [
    '',
    'The gateway of the seller trust ledger is ready.',
    ...(alone
      ? ['This is a demonstration: one process hosts all organisations, so none of them vouches for another.']
      : []),
    '',
    ...lines.map(([what, where]) => `  ${what.padEnd(width)}  ${where}`),
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}
