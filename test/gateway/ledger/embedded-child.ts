import { readFileSync, writeSync } from 'node:fs';
import { openEmbeddedLedger, type HostedOrganisation } from '../../../gateway/ledger/embedded/index.js';
import { optionsFor } from './embedded-harness.js';

/*
 * A process that a test may kill: it opens the ledger in argv[2] with the organisations in the file argv[3], writes
 * without end, and prints the key of each acknowledged write. If it cannot open the store it prints why.
 */
const [, , dir = '', keys = '', run = ''] = process.argv;
const organisations = JSON.parse(readFileSync(keys, 'utf8')) as HostedOrganisation[];
try {
  const ledger = await openEmbeddedLedger({ ...optionsFor(dir), organisations });
  const writer = async (name: string): Promise<never> => {
    for (let i = 0; ; i += 1) {
      const key = `${run}/${name}/${i}`;
      await ledger.submit({ name: 'PutOnce', args: [key, key.repeat(100)] });
      writeSync(1, `${key}\n`);
    }
  };
  await Promise.all(['a', 'b', 'c', 'd'].map(writer));
} catch (error) {
  writeSync(1, `error ${(error as { code?: string }).code}\n`);
}
