import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { SetupError } from '../../../gateway/data-dir/setup-error.js';
import { StoreError } from '../../../gateway/ledger/embedded/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { flipOf, olderOf, removalOf, seeded, truncationOf, type Damage } from '../../support/damage.js';
import { orderRecord } from '../../support/records.js';
import { World } from '../harness.js';

/** All of it under `npm run test:long`. */
const isLong = process.env['STL_LONG'] === '1';
const flips = isLong ? 200 : 12;
const truncations = isLong ? 50 : 3;
const stores = ['ledger/store', 'projection', 'jobs', 'references'];

describe('a gateway, with something of its data directory damaged,', function () {
  let world: World;
  let copy: string;
  let older: string;
  const acknowledged: string[] = [];
  const jobs: string[] = [];
  const random = seeded(7);

  before(async () => {
    world = await World.found();
    [copy, older] = [`${world.dir}.copy`, `${world.dir}.older`];
    for (let run = 0; run < 3; run += 1) {
      const gateway = await world.start();
      try {
        for (let i = 0; i < 7; i += 1) {
          acknowledged.push(
            (await world.state(gateway, 'demo-platform', [orderRecord(`${run}-${i}`)])).batch,
          );
        }
        await world.seal(gateway);
        const body = await world.batch('demo-platform', [orderRecord(`job ${run}`)]);
        const answer = await fetch(`${gateway.url}/v1/batches`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-ndjson', prefer: 'wait=0' },
          body,
        });
        expect(answer.status).to.equal(202);
        jobs.push(answer.headers.get('location') ?? '');
      } finally {
        await gateway.close();
      }
      if (run === 1) await cp(world.dir, older, { recursive: true });
    }
  });
  after(async () => {
    for (const directory of [copy, older]) await rm(directory, { recursive: true, force: true });
    await world.remove();
  });

  async function files(): Promise<string[]> {
    const found: string[] = [];
    for (const store of stores) {
      const names = await readdir(join(copy, store));
      const level = names.filter((name) => name !== 'LOCK' && !name.startsWith('LOG')).sort();
      found.push(...level.map((name) => join(store, name)), `${store}.newest`);
    }
    return found;
  }
  async function renew(): Promise<void> {
    await rm(copy, { recursive: true, force: true });
    await cp(world.dir, copy, { recursive: true });
  }

  /** `right` after a while, or why not. */
  async function asked(gateway: Gateway): Promise<string> {
    const ends = Date.now() + 20_000;
    const ask = async (path: string): Promise<Response> => {
      for (;;) {
        const answer = await fetch(new URL(path, gateway.url));
        // 500: the one read that met the damage. 503: nothing is answered before it is mended.
        if ((answer.status !== 500 && answer.status !== 503) || Date.now() > ends) return answer;
        await pause(20);
      }
    };
    for (const batch of acknowledged) {
      const { status } = await ask(`/v1/batches/${batch}`);
      if (status !== 200) return `${status} for an acknowledged batch`;
    }
    for (const job of jobs) {
      const { status } = await ask(job);
      if (status !== 200) return `${status} for an acknowledged job`;
    }
    const sellers = (await (await ask('/v1/sellers')).json()) as { items: unknown[] };
    if (sellers.items.length !== 1) return `${sellers.items.length} sellers`;
    return 'right';
  }

  async function outcome({ what, apply }: Damage): Promise<'right' | 'refused'> {
    await apply();
    let gateway: Gateway;
    try {
      gateway = await world.start({ STL_DATA_DIR: copy });
    } catch (error) {
      if (!(error instanceof SetupError || error instanceof StoreError))
        throw new Error(what, { cause: error });
      return 'refused';
    }
    try {
      expect(await asked(gateway), what).to.equal('right');
      return 'right';
    } finally {
      await gateway.close();
    }
  }

  /** What was folded can be folded again: it is never a reason to refuse. */
  const check = async (path: string, damage: Damage): Promise<void> => {
    const found = await outcome(damage);
    if (path.startsWith('projection')) expect(found, damage.what).to.equal('right');
  };

  it('answers right or refuses to start, whichever bit is flipped', async () => {
    for (let i = 0; i < flips; i += 1) {
      await renew();
      const all = await files();
      const path = all[(i * 7) % all.length] as string;
      await check(path, await flipOf(join(copy, path), random));
    }
  });

  it('does so, whichever file is cut short', async () => {
    for (let i = 0; i < truncations; i += 1) {
      await renew();
      const all = await files();
      const path = all[(i * 5) % all.length] as string;
      await check(path, await truncationOf(join(copy, path), random));
    }
  });

  it('does so, whichever file or store is gone or an older one', async () => {
    await renew();
    const all = [...stores, ...(await files())].filter((_path, i) => isLong || i % 6 === 0);
    for (const path of all) {
      await renew();
      await check(path, removalOf(join(copy, path)));
      await renew();
      const before = join(older, path);
      const isThere = (await readdir(join(before, '..')).catch((): string[] => [])).includes(
        path.split('/').at(-1) ?? '',
      );
      if (isThere) await check(path, olderOf(join(copy, path), before));
    }
  });
});
