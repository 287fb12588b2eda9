// `npm run network:up` and its companions: sets up what is missing, then runs the launcher.
import { install, build } from './setup.mjs';

install();
build();
await import('../dist/network/main.js');
