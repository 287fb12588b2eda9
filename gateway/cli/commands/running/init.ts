import { InvalidArgumentError, type Command } from 'commander';
import { globals } from '../../frame/command.js';
import { usage } from '../../frame/failure.js';
import { gatewayConfig } from '../../frame/gateway-config.js';
import { makeDemo } from './make-demo.js';
import { note, result } from '../../frame/output.js';

interface Options {
  readonly demo?: boolean;
  readonly sellers?: number;
  readonly consortium?: string;
  readonly keys?: string;
}

const clock = (): number => Math.floor(Date.now() / 1000);

function count(value: string): number {
  if (/^[0-9]{1,4}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('It must be a number from 0 to 9999.');
}

export function init(program: Command): void {
  program
    .command('init')
    .description('make a data directory with a new ledger: a demonstration, or a consortium of your own')
    .option('--demo', 'three organisations, their participants and a made-up history')
    .option('--sellers <n>', 'made-up sellers of the demonstration', count)
    .option('--consortium <file>', 'the consortium document (JSON); all its organisations are hosted here')
    .option('--keys <dir>', "the organisations' private keys: <dir>/<organisation>/sign.jwk.json")
    .action(async (options: Options, command: Command) => {
      if (options.consortium === undefined) await initDemo(options, command);
      else await initOwn(options.consortium, options, command);
    });
}

async function initDemo({ demo, keys, sellers }: Options, command: Command): Promise<void> {
  if (demo !== true && sellers === undefined) {
    throw usage(
      'say what to make: --demo, for a demonstration; a gateway of a consortium is set up by "stl consortium"',
    );
  }
  if (keys !== undefined) throw usage('--keys belongs to --consortium; a demonstration makes its own keys');
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

async function initOwn(file: string, options: Options, command: Command): Promise<void> {
  if (options.demo || options.sellers !== undefined) throw usage('choose one: --demo or --consortium');
  if (options.keys === undefined) throw usage("--keys DIR is missing: where are the organisations' keys?");
  const { dataDir } = globals(command);
  const { createConsortium } = await import('../../../founding/create.js');
  note(`founding the consortium of ${file}`);
  const ledger = await createConsortium(dataDir, file, options.keys, clock);
  result(command, { dataDir, ledger }, () => `${dataDir} holds ledger ${ledger}.\n\nNext: stl start`);
}
