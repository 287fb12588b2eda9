import type { Command } from 'commander';
import { importEpcis } from './epcis.js';
import { importLedger } from './import-ledger.js';
import { importOrders } from './import-orders.js';
import { importUntp } from './untp.js';

export function importCommands(program: Command): void {
  const parent = program
    .command('import')
    .description("state facts from a marketplace's own files, or restore a ledger from its export");
  importOrders(parent);
  importEpcis(parent);
  importUntp(parent);
  importLedger(parent);
}
