import { readFileSync, writeSync } from 'node:fs';
import {
  openEmbeddedLedger,
  verifyStore,
  type HostedOrganisation,
} from '../../../gateway/ledger/embedded/index.js';
import { optionsFor } from './embedded-harness.js';

/*
 * Opens the ledger in argv[2] with the organisations in the file argv[3], checks all of it, and prints what it found
 * as one line of JSON. A process of its own: level ends the whole process where an assertion of its own meets damage.
 */
const [, , dir = '', keys = ''] = process.argv;
const organisations = JSON.parse(readFileSync(keys, 'utf8')) as HostedOrganisation[];
const found = await openEmbeddedLedger({ ...optionsFor(dir), organisations }).then(
  async (ledger) => {
    await ledger.close();
    return verifyStore(dir);
  },
  (error: unknown) => ({ error: (error as { code?: string }).code ?? 'none' }),
);
writeSync(1, `${JSON.stringify(found)}\n`);
