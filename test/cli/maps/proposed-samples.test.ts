import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliFailure } from '../../../gateway/cli/frame/failure.js';
import { draftShipped } from '../../../gateway/cli/maps/propose/draft-shipped.js';
import { openSample } from '../../../gateway/cli/maps/propose/open-sample.js';

describe('stl map, of an export whose map comes with the program', () => {
  for (const [file, name] of [
    ['17track.csv', '17track'],
    ['aftership.csv', 'aftership'],
    ['amazon-orders.txt', 'amazon-orders'],
    ['amazon-returns.txt', 'amazon-returns'],
    ['amazon-shipments.txt', 'amazon-shipments'],
    ['ebay.csv', 'ebay'],
    ['etsy-items.csv', 'etsy-items'],
    ['etsy-orders.csv', 'etsy-orders'],
    ['shopify.csv', 'shopify'],
    ['stripe-balance.csv', 'stripe-balance'],
    ['stripe-disputes.csv', 'stripe-disputes'],
    ['woocommerce.csv', 'woocommerce'],
  ] as const) {
    it(`finds it by the headings, however the file is written: ${file}`, async () => {
      const sample = await openSample(join('test/cli/maps/samples', file), {});
      expect(draftShipped(sample)?.name).to.equal(name);
    });
  }

  it('says what is wrong with a file in another encoding whose headings are those of no map', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'stl-sample-'));
    const path = join(dir, 'orders.csv');
    await writeFile(path, Buffer.from('Order ID,Name\n1,Café\n', 'latin1'));
    const failure: unknown = await openSample(path, {}).catch((error: unknown) => error);
    await rm(dir, { recursive: true });
    expect(failure).to.be.instanceOf(CliFailure);
    expect((failure as CliFailure).details.join('\n'))
      .to.include('row 2, column Name')
      .and.include('--encoding');
  });
});
