import type { DataDir } from '../data-dir/data-dir.js';
import { diskRoom } from '../data-dir/disk-room.js';
import type { JobsSource } from '../metrics/queue.js';
import type { StoresSource } from '../metrics/stores.js';
import type { Jobs } from '../services/write/jobs.js';
import { timeOfJob } from './stores/job-id.js';

export const jobsSource = (jobs: Pick<Jobs, 'backlog' | 'oldest'>): JobsSource => ({
  get backlog() {
    return jobs.backlog;
  },
  get oldestSince() {
    return jobs.oldest === undefined ? undefined : timeOfJob(jobs.oldest);
  },
});

interface Failing {
  readonly failures: Readonly<Record<string, number>>;
}

/** `ledger`: undefined where peers keep it. */
export function storesSource(
  data: Pick<DataDir, 'jobs' | 'ledger' | 'path' | 'projection' | 'references'>,
  soundness: StoresSource['soundness'],
  {
    jobs,
    ledger,
    projection,
    references,
  }: { readonly ledger: Failing | undefined } & Record<'jobs' | 'projection' | 'references', Failing>,
): StoresSource {
  const stores = [
    ...(ledger === undefined ? [] : [{ name: 'ledger', path: data.ledger(), store: ledger }]),
    { name: 'projection', path: data.projection(), store: projection },
    { name: 'jobs', path: data.jobs(), store: jobs },
    { name: 'references', path: data.references(), store: references },
  ];
  return {
    soundness,
    disk: () => diskRoom(data.path),
    directories: new Map(stores.map(({ name, path }) => [name, path])),
    failures: new Map(stores.map(({ name, store }) => [name, () => store.failures])),
  };
}
