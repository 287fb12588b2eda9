#!/usr/bin/env node
// `npx stl`: sets up what is missing, then runs the command line. It stands here and not in dist: npm links to it before
// anything is built, and a build would take away its right to be run.
import { existsSync } from 'node:fs';

const isThere = (path) => existsSync(new URL(`../${path}`, import.meta.url));

if (!isThere('node_modules') || !isThere('dist/gateway/cli/main.js')) {
  const directory = process.cwd();
  const { install, build } = await import('./setup.mjs');
  install();
  build();
  process.chdir(directory);
}
await import('../dist/gateway/cli/main.js');
