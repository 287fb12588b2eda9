import type { Command } from 'commander';
import { find } from './find.js';
import { forget } from './forget.js';
import { keep } from './keep.js';

export function references(program: Command): void {
  const parent = program
    .command('references')
    .description("what partners call a platform's orders: have them kept, found or forgotten");
  for (const add of [keep, find, forget]) add(parent);
}
