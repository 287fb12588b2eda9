import type { Level } from 'level';
import { durably } from './durably.js';
import { readable } from './jobs-database.js';
import type { FinishedJob, JobStore, StoredJob } from '../../services/common/ports.js';

type Db = Level<string, Uint8Array>;
type Kept = FinishedJob & { readonly ended: number };
const encode = (job: Kept): Uint8Array => new TextEncoder().encode(JSON.stringify(job));
const decode = (value: Uint8Array): Kept => JSON.parse(new TextDecoder().decode(value)) as Kept;

/** In the database's own directory. Keys: `queued/<id>` -> the batch's bytes; `done/<id>` -> JSON. A job is under exactly one of the two. */
export function levelJobStore(db: Db, directory: string): JobStore {
  return {
    add: (id, bytes) => durably(directory, () => db.put(`queued/${id}`, bytes, { sync: true })),
    finish: (id, job, ended) =>
      db.batch(
        [
          { type: 'del', key: `queued/${id}` },
          { type: 'put', key: `done/${id}`, value: encode({ ...job, ended }) },
        ],
        { sync: true },
      ),
    async get(id): Promise<StoredJob | undefined> {
      const done = await db.get(`done/${id}`);
      if (done !== undefined) return decode(done);
      return (await db.get(`queued/${id}`)) === undefined ? undefined : { state: 'queued' };
    },
    body: (id) => db.get(`queued/${id}`),
    async queued() {
      const jobs: { id: string; size: number }[] = [];
      for await (const [key, value] of readable(db, db.iterator({ gt: 'queued/', lt: 'queued0' })))
        jobs.push({ id: key.slice('queued/'.length), size: value.length });

      return jobs;
    },
    async forget(before, idThen) {
      // A job ends after it was made: younger ids cannot have ended by then, and need not be read.
      for await (const [key, value] of db.iterator({ gt: 'done/', lt: `done/${idThen}` }))
        if (decode(value).ended < before) await db.del(key);
    },
  };
}
