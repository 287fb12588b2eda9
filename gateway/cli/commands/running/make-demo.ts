import type { Config } from '../../../data-dir/config.js';
import { longTask } from '../../frame/long-task.js';

/** Makes the demonstration of gateway/demo in the data directory of a gateway, and shows how far it is. */
export async function makeDemo(
  { dataDir, publicUrl }: Pick<Config, 'dataDir' | 'publicUrl'>,
  sellers?: number,
): Promise<{ readonly ledger: string; readonly records: number; readonly sellers: number }> {
  const { createDemoConsortium, demoSize } = await import('../../../demo/create.js');
  const size = { ...demoSize, publicUrl, ...(sellers === undefined ? {} : { sellers }) };
  return longTask('stopped; nothing was made', async ({ show, signal }) => {
    const progress = (done: number): void => show('making a demonstration', done, size.sellers, 'sellers');
    progress(0);
    const clock = (): number => Math.floor(Date.now() / 1000);
    const made = await createDemoConsortium(dataDir, { ...size, clock, signal, progress });
    return { ...made, sellers: size.sellers };
  });
}
