import { longTask } from '../../frame/long-task.js';

/** Makes the demonstration of gateway/demo in a data directory, and shows how far it is. */
export async function makeDemo(
  dataDir: string,
  sellers?: number,
): Promise<{ readonly ledger: string; readonly records: number; readonly sellers: number }> {
  const { createDemoConsortium, demoSize } = await import('../../../demo/create.js');
  const size = { ...demoSize, ...(sellers === undefined ? {} : { sellers }) };
  return longTask('stopped; nothing was made', async ({ show, signal }) => {
    const progress = (done: number): void => show('making a demonstration', done, size.sellers, 'sellers');
    progress(0);
    const clock = (): number => Math.floor(Date.now() / 1000);
    const made = await createDemoConsortium(dataDir, { ...size, clock, signal, progress });
    return { ...made, sellers: size.sellers };
  });
}
