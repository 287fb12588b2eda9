import type { Level } from 'level';
import { durably } from './durably.js';
import type { FinishedJob, JobStore, StoredJob } from './ports.js';

type Db = Level<string, Uint8Array>;
const encode = (job: FinishedJob): Uint8Array => new TextEncoder().encode(JSON.stringify(job));

/** In the database's own directory. Keys: `queued/<id>` -> the batch's bytes; `done/<id>` -> JSON. A job is under exactly one of both. */
export function levelJobStore(db: Db, directory: string): JobStore {
  return {
    add: (id, bytes) => durably(directory, () => db.put(`queued/${id}`, bytes, { sync: true })),
    finish: (id, job) =>
      db.batch(
        [
          { type: 'del', key: `queued/${id}` },
          { type: 'put', key: `done/${id}`, value: encode(job) },
        ],
        { sync: true },
      ),
    async get(id): Promise<StoredJob | undefined> {
      const done = await db.get(`done/${id}`);
      if (done !== undefined) return JSON.parse(new TextDecoder().decode(done)) as FinishedJob;
      return (await db.get(`queued/${id}`)) === undefined ? undefined : { state: 'queued' };
    },
    body: (id) => db.get(`queued/${id}`),
    async queued() {
      const jobs: { id: string; size: number }[] = [];
      for await (const [key, value] of db.iterator({ gt: 'queued/', lt: 'queued0' })) {
        jobs.push({ id: key.slice('queued/'.length), size: value.length });
      }
      return jobs;
    },
    forget: (before) => db.clear({ gt: 'done/', lt: `done/${before}` }),
  };
}
