import type { Gateway } from '../../../gateway/start/server.js';
import { orderRecord } from '../../support/records.js';
import { World } from '../../gateway/harness.js';
import { scrape } from '../../gateway/metrics/scrape.js';

/** What /metrics says of a gateway that has taken a batch, sealed, and has a witness. */
export async function scrapeOfGateway(): Promise<string> {
  const world = await World.found();
  let gateway: Gateway | undefined;
  try {
    gateway = await world.start({ STL_WITNESSES: 'http://127.0.0.1:1/witness' });
    await world.state(gateway, 'demo-platform', [orderRecord('first')]);
    await world.seal(gateway);
    await fetch(`${gateway.url}/v1/sellers`);
    return await scrape(gateway.url);
  } finally {
    await gateway?.close();
    await world.remove();
  }
}
