import type { Command } from 'commander';
import type { Finding } from '../../../doctor/finding.js';
import { globals } from '../../frame/command.js';
import { wrapped } from '../../frame/output.js';
import { plainLines } from '../../frame/plain.js';

export function doctor(program: Command): void {
  program
    .command('doctor')
    .description('examine this installation, its gateway running or not, and say what to do; changes nothing')
    .action(async (_options: object, command: Command) => {
      const { dataDir, json, url } = globals(command);
      const { examine } = await import('../../../doctor/examine.js');
      const findings: Finding[] = [];
      for await (const finding of examine({ ...process.env, STL_DATA_DIR: dataDir }, url)) {
        findings.push(finding);
        if (!json) process.stdout.write(`${line(finding)}\n`);
      }
      const failed = findings.filter(({ state }) => state === 'fail').length;
      process.stdout.write(
        json ? `${JSON.stringify({ ok: failed === 0, findings }, null, 2)}\n` : summary(findings),
      );
      if (failed > 0) process.exitCode = 1;
    });
}

/** Much of it is what gateways say, others' too. */
const line = ({ state, check, detail }: Finding): string =>
  plainLines([`${state.padEnd(4)}  ${check}: ${detail}`]);

/** What is to be done, the gravest first. */
function summary(findings: readonly Finding[]): string {
  const of = (state: Finding['state']): Finding[] => findings.filter((finding) => finding.state === state);
  const todos = [...of('fail'), ...of('warn')].map(({ check, todo = '' }) =>
    wrapped(plainLines([`${check}: ${todo}`])),
  );
  const counts = `${of('ok').length} ok, ${of('warn').length} to look at, ${of('fail').length} wrong`;
  return ['', counts, ...(todos.length === 0 ? [] : ['', 'What to do:', '', ...todos]), ''].join('\n');
}
