// `npm start`: sets up what is missing, a demonstration among it, then runs the gateway on the embedded ledger.
import { install, build } from './setup.mjs';

install();
build();
process.env.STL_CREATE ??= 'demo';
process.argv = [process.argv[0], 'stl', 'start', ...process.argv.slice(2)];
await import('../dist/gateway/cli/main.js');
