#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addGlobals, type Register } from './command.js';
import { attest } from './commands/attest.js';
import { csv } from './commands/csv.js';
import { keygen } from './commands/keygen.js';
import { status } from './commands/status.js';
import { reportFailure } from './report-failure.js';

const commands: readonly Register[] = [attest, csv, keygen, status];

const program = new Command('stl')
  .description('Seller Trust Ledger: signed facts about sellers, and scores anyone can recompute')
  .showHelpAfterError('(add --help for the options)')
  .exitOverride();
addGlobals(program);
for (const register of commands) register(program);

try {
  await program.parseAsync();
} catch (error) {
  // Commander has already printed its own errors, and throws after --help, too.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = reportFailure(error, program.opts<{ json: boolean }>().json);
}
