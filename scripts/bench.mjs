// `npm run bench [-- NAME]`: sets up what is missing, then measures.
import { install, build } from './setup.mjs';

install();
build();
await import('../dist/scripts/bench/main.js');
