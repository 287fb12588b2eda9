import type { Command } from 'commander';
import { globals } from '../../frame/command.js';
import { result, table } from '../../frame/output.js';

export function config(program: Command): void {
  program
    .command('config')
    .description("show the gateway's settings: what each is now, its default, and what it does")
    .action(async (_options: object, command: Command) => {
      const { describeConfig, loadConfig } = await import('../../../data-dir/config.js');
      const environment = { ...process.env, STL_DATA_DIR: globals(command).dataDir };
      const settings = describeConfig(environment);
      result(command, settings, () =>
        table([
          ['SETTING', 'VALUE', 'DEFAULT', 'WHAT IT DOES'],
          ...settings.map(({ name, value, default: standard, description }) => [
            name,
            value === '' ? '-' : value,
            standard === '' ? '-' : standard,
            description,
          ]),
        ]),
      );
      // After the table: who is told of a mistake looks for the right name in it.
      loadConfig(environment);
    });
}
