// `npm run bench:fabric [-- memory]`: sets up what is missing, then measures on a real Fabric network.
import { install, build } from './setup.mjs';

install();
build();
await import('../dist/scripts/bench/fabric/main.js');
