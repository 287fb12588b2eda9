import { ProblemError, type Client, type RecordCount, type Signer } from '../../sdk/client/index.js';
import { standingOfBatch } from '../frame/counting.js';
import type { BatchGateway } from './batch-gateway.js';

/** Seconds a delivery waits for its receipt before it asks for the job instead. */
const waitSeconds = 20;
/** An import may run for hours: it outlasts a gateway's restart (about a minute of tries). */
const retriesMax = 10;

export interface HttpGateway extends BatchGateway {
  /** Whether each record that was delivered counts, batch by batch, each asked as its issuer. */
  standing(signers: ReadonlyMap<string, Signer>): AsyncIterable<readonly RecordCount[]>;
}

/** The gateway over HTTP. Throws ProblemError, ClientError. */
export function httpGateway(client: Client): HttpGateway {
  const issuers = new Map<string, string>();
  return {
    async deliver(batch) {
      await client.deliver(batch, { wait: waitSeconds, retries: retriesMax });
      issuers.set(batch.id, batch.iss);
    },
    async *standing(signers) {
      for (const [batch, issuer] of issuers) {
        const signer = signers.get(issuer);
        if (signer === undefined) throw new TypeError('a batch was delivered of an issuer without a key');
        yield await standingOfBatch(client, batch, { signer });
      }
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
