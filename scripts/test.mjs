// `npm test [-- mocha options or files]`: sets up what is missing, then runs the tests.
import { spawnSync } from 'node:child_process';
import { install, build } from './setup.mjs';

install();
build();
const chosen = process.argv.slice(2);
const files = chosen.some((word) => word.endsWith('.js')) ? [] : ['dist/test/**/*.test.js'];
const mocha = ['node_modules/mocha/bin/mocha.js', ...chosen, ...files];
process.exit(spawnSync(process.execPath, mocha, { stdio: 'inherit' }).status ?? 1);
