import { durably } from './durably.js';
import { readable } from './jobs-database.js';
import type { FinishedJob, JobStore, StoredJob } from '../../services/common/ports.js';
import type { Store } from '../../store/store.js';

type Kept = FinishedJob & { readonly ended: number };
const decode = (value: Buffer): Kept => JSON.parse(value.toString()) as Kept;

/** Keys: `queued/<id>` -> the batch's bytes; `done/<id>` -> JSON. A job is under exactly one of the two. */
export function storedJobs(store: Store<string>): JobStore {
  return {
    add: (id, bytes) => durably(store.directory, () => store.write([{ key: `queued/${id}`, value: bytes }])),
    finish: (id, job, ended) => {
      const kept: Kept = { ...job, ended };
      return store.write([{ key: `queued/${id}` }, { key: `done/${id}`, value: JSON.stringify(kept) }]);
    },
    get: (id) =>
      answered((): StoredJob | undefined => {
        const done = store.get(`done/${id}`);
        if (done !== undefined) return decode(done);
        return store.get(`queued/${id}`) === undefined ? undefined : { state: 'queued' };
      }),
    body: (id) => answered(() => store.get(`queued/${id}`)),
    async queued() {
      const jobs: { id: string; size: number }[] = [];
      for await (const [key, value] of readable(store, { gte: 'queued/', lt: 'queued0' }))
        jobs.push({ id: key.slice('queued/'.length), size: value.length });

      return jobs;
    },
    async forget(before, idThen) {
      // A job ends after it was made: younger ids cannot have ended by then, and need not be read.
      const over: { key: string }[] = [];
      for await (const [key, value] of store.rows({ gte: 'done/', lt: `done/${idThen}` }))
        if (decode(value).ended < before) over.push({ key });

      if (over.length > 0) await store.write(over);
    },
  };
}

/** What it throws rejects. */
const answered = <T>(read: () => T): Promise<T> => new Promise((resolve) => resolve(read()));
