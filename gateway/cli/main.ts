#!/usr/bin/env node
import { CommanderError } from 'commander';
import { endWithReader } from './output.js';
import { stlProgram } from './program.js';
import { reportFailure } from './report-failure.js';

const program = stlProgram();
endWithReader();
try {
  await program.parseAsync();
} catch (error) {
  // Commander has already printed its own errors, and throws after --help, too.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = reportFailure(error, program.opts<{ json: boolean }>().json);
}
