import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../gateway/sdk/client/index.js';

/** Seals as an organisation's administrator, and waits until every organisation has given its word: the epoch's number. */
export async function sealEpoch(admin: Client): Promise<number> {
  const { n } = (await admin.post<{ n: number }>('/v1/seals', undefined)).value;
  const silent = async (): Promise<number> =>
    (await admin.get<{ silent: string[] }>(`/v1/epochs/${n}`)).value.silent.length;
  while ((await silent()) > 0) await pause(20);
  return n;
}
