import closeWithGrace from 'close-with-grace';
import type { Config } from '../data-dir/config.js';
import { startGateway, type Gateway } from './server.js';

/** Milliseconds after which a gateway that does not close is ended. */
const closeWaitMs = 10_000;

/** As `startGateway`; closes on SIGINT, SIGTERM and on a failure nobody caught. */
export async function runGateway(config: Config): Promise<Gateway> {
  const gateway = await startGateway(config);
  const { log } = gateway.app;
  const onTimeout = (): void => log.error({ milliseconds: closeWaitMs }, 'not everything was closed in time');
  closeWithGrace({ delay: closeWaitMs, logger: false, onTimeout }, async ({ err, signal }) => {
    const began = Date.now();
    const reason = signal ?? (err === undefined ? 'the end of the process' : 'a failure');
    if (err !== undefined) log.fatal({ failure: err }, 'stopping after a failure');
    await gateway.close();
    log.info({ reason, milliseconds: Date.now() - began }, 'stopped');
  });
  return gateway;
}
