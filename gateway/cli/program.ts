import { Command } from 'commander';
import { addGlobals, type Register } from './frame/command.js';
import { approve } from './commands/governance/approve.js';
import { attest } from './commands/facts/attest.js';
import { audit } from './commands/proofs/audit.js';
import { batch } from './commands/facts/batch.js';
import { config } from './commands/running/config.js';
import { consortium } from './commands/governance/consortium/index.js';
import { csv } from './commands/facts/csv.js';
import { curl } from './commands/reading/curl.js';
import { exportBlocks } from './commands/proofs/export.js';
import { importCommands } from './commands/import/import.js';
import { init } from './commands/running/init.js';
import { keygen } from './commands/governance/keygen.js';
import { order } from './commands/reading/order.js';
import { organisationKeys } from './commands/governance/organisation-keys.js';
import { participants } from './commands/governance/participants.js';
import { propose } from './commands/governance/propose.js';
import { proof } from './commands/proofs/proof.js';
import { rebuild } from './commands/proofs/rebuild.js';
import { records } from './commands/reading/records.js';
import { recover } from './commands/governance/recover.js';
import { register } from './commands/governance/register.js';
import { rotateKey } from './commands/governance/rotate-key.js';
import { score } from './commands/reading/score.js';
import { seal } from './commands/governance/seal.js';
import { start } from './commands/running/start.js';
import { standing } from './commands/facts/standing.js';
import { status } from './commands/facts/status.js';
import { trust } from './commands/proofs/trust.js';
import { verify } from './commands/proofs/verify.js';
import { verifyStore } from './commands/proofs/verify-store.js';
import { witness } from './commands/proofs/witness.js';

const commands: readonly Register[] = [
  init,
  start,
  importCommands,
  score,
  records,
  order,
  participants,
  register,
  rotateKey,
  keygen,
  attest,
  csv,
  status,
  standing,
  batch,
  curl,
  propose,
  approve,
  consortium,
  seal,
  organisationKeys,
  recover,
  rebuild,
  config,
  trust,
  proof,
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
