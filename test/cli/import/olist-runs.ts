import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKey, importSigner } from '../../../gateway/sdk/client/index.js';
import type { BatchGateway } from '../../../gateway/cli/import/outbox.js';
import { runOlistImport, type OlistRun } from '../../../gateway/cli/import/olist/run.js';

const ledger = '0'.repeat(64);

/** One platform with its store; runs the import of `source` as often as a test likes. */
export async function platformFor(source: string) {
  const platformDir = await mkdtemp(join(tmpdir(), 'stl-platform-'));
  const signer = await importSigner(await generateKey('ES256'));
  const announced: number[] = [];
  const run = (gateway: BatchGateway, options: Partial<OlistRun> = {}) =>
    runOlistImport({
      source,
      platformDir,
      ledger,
      platform: { id: 'demo-platform', signer },
      paymentProvider: { id: 'demo-pay', signer },
      gateway,
      announceShift: (days) => Promise.resolve(void announced.push(days)),
      now: () => Math.floor(Date.now() / 1000),
      signal: new AbortController().signal,
      onReading: () => undefined,
      onStart: () => undefined,
      onProgress: () => undefined,
      ...options,
    });
  return { platformDir, announced, run, remove: () => rm(platformDir, { recursive: true, force: true }) };
}
