import { importSigner } from '../sdk/client/index.js';
import { demoApprovals, newDemoConsortium, type DemoConsortium } from './consortium.js';
import { submitDemoFacts } from './facts.js';
import { foundConsortium } from '../founding/found.js';
import { DataDir } from '../data-dir/data-dir.js';
import { organisationKeyUses } from '../data-dir/key-files.js';
import { makeWhole } from '../data-dir/whole-directory.js';
import type { DemoIssuer } from './story.js';

export interface DemoOptions {
  /** Number of made-up sellers; none leaves the ledger empty. */
  readonly sellers: number;
  readonly seed: number;
  /** What clients call the gateway that will run on it: the address of all three organisations. */
  readonly publicUrl: string;
  /** Seconds since the epoch. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
  /** Sellers done so far. */
  progress(sellers: number): void;
}

export const demoSize = { sellers: 220, seed: 20_261 } as const;

/**
 * Makes a data directory with a demonstration: three organisations that this process hosts, their participants with
 * all private keys, and a made-up history. It is there whole, or not at all.
 * @throws DirectoryFailure `exists`, `in_use`; StoreError, LedgerError
 */
export async function createDemoConsortium(
  dataDir: string,
  options: DemoOptions,
): Promise<{ readonly ledger: string; readonly records: number }> {
  let made = { ledger: '', records: 0 };
  await makeWhole(dataDir, async (partial) => {
    const now = options.clock();
    const demo = await newDemoConsortium(now, () => options.publicUrl);
    await writeKeyFiles(new DataDir(partial), demo);
    const hosted = demo.members.map(({ organisation: { mspId }, keys }) => ({
      mspId,
      signKey: keys.sign,
    }));
    const approvals = await demoApprovals(demo);
    const { clock } = options;
    const { ledger, port } = await foundConsortium(partial, demo.document, { approvals, clock, hosted });
    try {
      const signers = new Map(
        await Promise.all(
          demo.participants.map(
            async ({ participant, key }) => [participant.id as DemoIssuer, await importSigner(key)] as const,
          ),
        ),
      );
      const { sellers, seed, signal } = options;
      const onProgress = (done: number): void => options.progress(done);
      const records = await submitDemoFacts(port, {
        ledger,
        signers,
        sellers,
        seed,
        now,
        signal,
        onProgress,
      });
      made = { ledger, records };
    } finally {
      await port.close();
    }
  });
  return made;
}

/** Where the gateway and `stl` look for them. */
async function writeKeyFiles(data: DataDir, { members, participants }: DemoConsortium): Promise<void> {
  for (const { organisation, keys } of members)
    for (const use of organisationKeyUses) await data.writeKey(organisation.id, use, keys[use]);

  for (const { participant, key } of participants) await data.writeDemoKey(participant.id, key);
}
