#!/usr/bin/env node
// `npx stl`: runs the command line; in a clone it first sets up what is missing. It stands here and not in dist: npm links
// to it before anything is built, and a build would take away its right to be run.
import { existsSync } from 'node:fs';

const isThere = (path) => existsSync(new URL(`../${path}`, import.meta.url));

// A package that npm installed has no sources, and its dependencies may lie anywhere above it.
const isClone = isThere('tsconfig.json');
if (isClone && !(isThere('node_modules') && isThere('dist/gateway/cli/main.js'))) {
  const directory = process.cwd();
  const { install, build } = await import('./setup.mjs');
  install();
  build();
  process.chdir(directory);
}
await import('../dist/gateway/cli/main.js');
