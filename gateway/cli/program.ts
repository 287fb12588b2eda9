import { Command } from 'commander';
import { addGlobals, type Register } from './command.js';
import { approve } from './commands/approve.js';
import { attest } from './commands/attest.js';
import { audit } from './commands/audit.js';
import { batch } from './commands/batch.js';
import { config } from './commands/config.js';
import { csv } from './commands/csv.js';
import { curl } from './commands/curl.js';
import { exportBlocks } from './commands/export.js';
import { importCommands } from './commands/import.js';
import { init } from './commands/init.js';
import { keygen } from './commands/keygen.js';
import { order } from './commands/order.js';
import { participants } from './commands/participants.js';
import { propose } from './commands/propose.js';
import { rebuild } from './commands/rebuild.js';
import { records } from './commands/records.js';
import { recover } from './commands/recover.js';
import { register } from './commands/register.js';
import { score } from './commands/score.js';
import { seal } from './commands/seal.js';
import { start } from './commands/start.js';
import { status } from './commands/status.js';
import { trust } from './commands/trust.js';
import { verify } from './commands/verify.js';
import { verifyStore } from './commands/verify-store.js';
import { witness } from './commands/witness.js';

const commands: readonly Register[] = [
  init,
  start,
  importCommands,
  score,
  records,
  order,
  participants,
  register,
  keygen,
  attest,
  csv,
  status,
  batch,
  curl,
  propose,
  approve,
  seal,
  recover,
  rebuild,
  config,
  trust,
  verify,
  verifyStore,
  exportBlocks,
  audit,
  witness,
];

/**
 * The whole command line. Each call makes a new one, that parses once.
 * `forPrograms`: it prints nothing of its own about wrong use, which it throws as CommanderError in any case.
 */
export function stlProgram(forPrograms = false): Command {
  const program = new Command('stl')
    .description('Seller Trust Ledger: signed facts about sellers, and scores anyone can recompute')
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();
  if (forPrograms) program.configureOutput({ writeErr: () => undefined });
  addGlobals(program);
  for (const add of commands) add(program);
  return program;
}
