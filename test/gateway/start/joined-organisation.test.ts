import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Genesis } from '../../../chaincode/domain/governance/genesis.js';
import { loadConfig, type Config } from '../../../gateway/data-dir/config.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { SetupError } from '../../../gateway/data-dir/setup-error.js';
import { ledgerSettings } from '../../../gateway/ledger/connect/settings.js';
import { generateKey } from '../../../gateway/sdk/client/index.js';
import { World } from '../harness.js';

describe('an organisation that joined after the consortium was founded', () => {
  let world: World;
  let dir: string;
  let config: Config;
  const genesis = (): Promise<Genesis> => new DataDir(world.dir).genesis();

  before(async () => {
    world = await World.found();
    dir = await mkdtemp(join(tmpdir(), 'stl-joined-'));
    for (const name of ['authority', 'certificate', 'key']) await writeFile(join(dir, `${name}.pem`), name);
    const signing = { certificate: 'certificate.pem', key: 'key.pem' };
    const profile = {
      ...{ v: 1, channel: 'trust', chaincode: 'seller-trust', consensus: 'raft', mspId: 'AuditorMSP' },
      peer: { address: '127.0.0.1:7051', tlsAuthority: 'authority.pem' },
      endorsers: { mspIds: ['PlatformMSP', 'AuditorMSP'], needed: 2 },
      ...{ gateway: signing, admins: {} },
    };
    await writeFile(join(dir, 'fabric.json'), JSON.stringify(profile));
    config = loadConfig({
      STL_DATA_DIR: dir,
      STL_LEDGER: 'fabric-gateway',
      STL_ORG: 'auditor',
      STL_FABRIC_PROFILE: join(dir, 'fabric.json'),
    });
  });
  after(async () => {
    await rm(dir, { recursive: true, force: true });
    await world.remove();
  });

  it('is asked for its own key by name', async () => {
    const error: unknown = await ledgerSettings(config, new DataDir(dir), await genesis()).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(SetupError).with.property('message').that.includes('auditor');
  });

  it('has a gateway of its own on Fabric, under the MSP that its profile names', async () => {
    await new DataDir(dir).writeKey('auditor', 'sign', await generateKey('ES256'));
    const { own, settings } = await ledgerSettings(config, new DataDir(dir), await genesis());
    expect(own).to.deep.equal({ id: 'auditor', mspId: 'AuditorMSP' });
    expect(settings.adapter).to.equal('fabric-gateway');
  });

  it('is unknown to an embedded ledger, whose process hosts the founders', async () => {
    const embedded = { ...config, ledger: 'embedded' as const };
    const error: unknown = await ledgerSettings(embedded, new DataDir(dir), await genesis()).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(SetupError).with.property('message').that.includes('STL_ORG auditor');
  });
});
