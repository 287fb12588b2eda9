import { InvalidArgumentError, type Command } from 'commander';
import { globals } from '../../frame/command.js';
import { gatewayConfig } from '../../frame/gateway-config.js';
import { makeDemo } from './make-demo.js';
import { usage } from '../../frame/failure.js';
import { result } from '../../frame/output.js';

interface Options {
  readonly demo?: boolean;
  readonly sellers?: number;
}

function count(value: string): number {
  if (/^[0-9]{1,4}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('It must be a number from 0 to 9999.');
}

export function init(program: Command): void {
  program
    .command('init')
    .description('make a data directory with a demonstration; "stl consortium" founds a ledger of your own')
    .option('--demo', 'three organisations, their participants and a made-up history')
    .option('--sellers <n>', 'made-up sellers of the demonstration', count)
    .action(initDemo);
}

async function initDemo({ demo, sellers }: Options, command: Command): Promise<void> {
  if (demo !== true && sellers === undefined) {
    throw usage(
      'say what to make: --demo, for a demonstration; a gateway of a consortium is set up by "stl consortium"',
    );
  }
  const { dataDir } = globals(command);
  const { withAddress } = await import('../../../start/address.js');
  const { publicUrl } = await withAddress(await gatewayConfig(command));
  const made = await makeDemo({ dataDir, publicUrl }, sellers);
  result(command, { dataDir, ...made }, () =>
    [
      `${dataDir} holds a demonstration: ${made.sellers} made-up sellers with ${made.records} facts.`,
      `Ledger ${made.ledger}`,
      '',
      'Next: stl start',
    ].join('\n'),
  );
}
