import type { Command } from 'commander';
import { check } from './check.js';
import { draft } from './draft.js';
import { found } from './found.js';
import { join } from './join.js';
import { sign } from './sign.js';

export function consortium(program: Command): void {
  const parent = program
    .command('consortium')
    .description('found a ledger with other organisations, or join one');
  for (const add of [draft, check, sign, found, join]) add(parent);
}
