import { cp, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { bftOfFour } from '../../../network/topology.js';
import { orderRecord } from '../../support/records.js';
import { LiveGateways } from '../live-gateways.js';
import { whereFabricOrdersByBft } from '../programs.js';

/** A second network: `npm run test:long`. */
const suite = process.env['STL_LONG'] ? describe : describe.skip;

whereFabricOrdersByBft('a lost ordering service of SmartBFT', () => {
  suite('a lost ordering service of SmartBFT', () => {
    let live: LiveGateways;

    before(async () => {
      live = await LiveGateways.start(bftOfFour);
    });
    after(() => live?.stop());

    const post = (name: string): Promise<string> =>
      live.post(live.org('platform'), 'demo-platform', [orderRecord(name)], 20);

    it('is rebuilt from the blocks of one peer, and no fact is lost', async () => {
      await post('before');
      await live.everywhere();
      const { layout, topology, programs } = live.network;
      const orderers = topology.orderers.map(({ name }) => name);
      const source = live.org('certifier');
      for (const name of [...orderers, `peer-${source.name}`]) await live.stored.stopNode(name);

      const blocks = join(layout.peer(source), 'data', 'ledgersData', 'chains', 'chains', topology.channel);
      expect(await readdir(blocks)).to.deep.equal(['blockfile_000000']);
      for (const orderer of topology.orderers) {
        const data = join(layout.orderer(orderer), 'data');
        await rename(data, join(layout.orderer(orderer), 'lost'));
        await cp(blocks, join(data, 'chains', topology.channel), { recursive: true });
      }
      await live.stored.resume(programs);

      await post('after');
      await live.everywhere();
    });
  });
});
