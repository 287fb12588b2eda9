import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../gateway/data-dir/config.js';
import { createDemoConsortium } from '../../../gateway/demo/create.js';
import { startGateway } from '../../../gateway/start/server.js';
import { clock } from '../harness.js';

export interface DemoSite {
  readonly dir: string;
  readonly url: string;
  close(): Promise<void>;
}

/** The same demonstration each time. Without a seal it has no badges. */
export async function openDemoSite({ seals = false, sellers = 60 } = {}): Promise<DemoSite> {
  const dir = await mkdtemp(join(tmpdir(), 'stl-pages-'));
  const { signal } = new AbortController();
  const data = join(dir, 'data');
  const publicUrl = 'http://127.0.0.1:8080';
  const size = { sellers, seed: 5, publicUrl };
  await createDemoConsortium(data, { ...size, clock, signal, progress: () => undefined });
  const settings = { STL_PORT: '0', STL_DATA_DIR: data, STL_LOG_LEVEL: 'silent' };
  const gateway = await startGateway(loadConfig(seals ? settings : { ...settings, STL_SEAL_EVERY: '0' }));
  return {
    dir,
    url: gateway.url,
    async close() {
      await gateway.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
