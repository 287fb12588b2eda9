import { CommanderError } from 'commander';
import type { Globals } from './frame/command.js';
import { endWithReader } from './frame/output.js';
import { stlProgram } from './program.js';

const json = process.argv.includes('--json');
endWithReader();
const program = await stlProgram({ calledBy: process.argv.slice(2) }, json);
try {
  await program.parseAsync();
} catch (error) {
  // Commander has already printed its own errors for people, and throws after --help, too.
  const isTold = error instanceof CommanderError && (error.exitCode === 0 || !json);
  if (isTold) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    // It knows the errors of the client, which `stl --help` has no need of.
    const { reportFailure } = await import('./frame/report-failure.js');
    process.exitCode = reportFailure(error, { ...program.opts<Globals>(), json });
  }
}
