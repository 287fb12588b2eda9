import { profiles } from '../../gateway/demo/profiles.js';
import { SeededRandom } from '../../gateway/demo/random.js';
import { tellOrder } from '../../gateway/demo/orders.js';
import { day, hour, type DemoIssuer, Story } from '../../gateway/demo/story.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';

export interface IssuedRecords {
  readonly issuer: DemoIssuer;
  readonly records: readonly FactRecord[];
}

/**
 * Orders of the given sellers with what became of them, drawn in no order of seller or time, gathered into batches
 * of one issuer. It never ends.
 */
export function* batchesOfFacts(
  sellers: readonly string[],
  recordsPerBatch: number,
  seed: number,
): Generator<IssuedRecords> {
  const random = new SeededRandom(seed);
  const end = Math.floor(Date.now() / 1000 / day) * day - hour;
  const stories = sellers.map((seller, index) => new Story(seller, index, 'DE', random, end));
  const gathered = new Map<DemoIssuer, FactRecord[]>();
  for (;;) {
    const story = random.pick(stories);
    tellOrder(story, random.pick(profiles));
    // Records that name another by its id are left out: ids are known only once a batch is signed.
    story.followUps.length = 0;
    for (const { issuer, record } of story.facts.splice(0)) {
      const records = gathered.get(issuer) ?? [];
      gathered.set(issuer, records);
      records.push(record);
      if (records.length === recordsPerBatch) {
        gathered.delete(issuer);
        yield { issuer, records };
      }
    }
  }
}

export const sellerIds = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `demo-platform.bench-${index}`);
