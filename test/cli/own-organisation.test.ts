import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect } from 'chai';
import { addGlobals } from '../../gateway/cli/frame/command.js';
import { gatewayConfig } from '../../gateway/cli/frame/gateway-config.js';
import { World } from '../gateway/harness.js';
import { stl } from '../support/stl.js';

describe('a command that speaks for an organisation, and is not told for which', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.found();
  });
  afterEach(() => world.remove());

  const forget = (org: string): Promise<void> => rm(join(world.dir, 'orgs', org), { recursive: true });
  const organisation = async (): Promise<string> => {
    const command = new Command();
    addGlobals(command);
    return (await gatewayConfig(command.parse(['--data-dir', world.dir], { from: 'user' }))).org;
  };

  it('takes the one whose keys lie in the data directory', async () => {
    await forget('platform');
    await forget('payments');
    expect(await organisation()).to.equal('certifier');
  });

  it('takes the default where that is one of them, as in a demonstration', async () => {
    expect(await organisation()).to.equal('platform');
  });

  it('names those that there are, where it cannot tell', async () => {
    await forget('platform');
    const { code, stderr } = await stl(['export', join(world.dir, 'blocks.ndjson'), '--data-dir', world.dir]);
    expect(code).to.equal(2);
    expect(stderr).to.match(/STL_ORG is missing: .* holds the keys of certifier, payments; which of them\?/);
  });
});
