import { ProblemError, type Client } from '../../sdk/client/index.js';
import type { BatchGateway } from './outbox.js';

/** Seconds a delivery waits for its receipt before it asks for the job instead. */
const waitSeconds = 20;
/** An import may run for hours: it outlasts a gateway's restart (about a minute of tries). */
const retriesMax = 10;

/** The gateway over HTTP. Throws ProblemError, ClientError. */
export function httpGateway(client: Client): BatchGateway {
  return {
    async deliver(batch) {
      await client.deliver(batch, { wait: waitSeconds, retries: retriesMax });
    },
    async has(batchId) {
      try {
        await client.get(`/v1/batches/${batchId}`, { retries: retriesMax });
        return true;
      } catch (error) {
        if (error instanceof ProblemError && error.status === 404) return false;
        throw error;
      }
    },
  };
}
