import { CliFailure } from '../../frame/failure.js';
import { onInterrupt } from '../../frame/interrupt.js';
import { showProgress } from '../../frame/progress.js';
import { setupFailure } from '../../frame/setup-failure.js';

/** Makes the demonstration of gateway/demo in a data directory, and shows how far it is. Throws CliFailure. */
export async function makeDemo(
  dataDir: string,
  sellers?: number,
): Promise<{ readonly ledger: string; readonly records: number; readonly sellers: number }> {
  const { createDemoConsortium, demoSize } = await import('../../../demo/create.js');
  const size = { ...demoSize, ...(sellers === undefined ? {} : { sellers }) };
  const interrupt = onInterrupt();
  const progress = showProgress('making a demonstration', size.sellers);
  try {
    const made = await createDemoConsortium(dataDir, {
      ...size,
      clock: () => Math.floor(Date.now() / 1000),
      signal: interrupt.signal,
      progress: (done) => progress.update(done, 'sellers'),
    });
    return { ...made, sellers: size.sellers };
  } catch (error) {
    if (interrupt.signal.aborted) throw new CliFailure('stopped; nothing was made', { code: 'aborted' });
    throw setupFailure(error);
  } finally {
    progress.stop();
    interrupt.release();
  }
}
