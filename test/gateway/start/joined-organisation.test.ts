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
import { ownKeyRing } from '../../../gateway/start/hosted-organisations.js';
import { World } from '../harness.js';

/** Made with openssl; of the second the end comes first. */
const certificates = [
  `-----BEGIN CERTIFICATE-----
MIIBczCCARmgAwIBAgIUDYP6baWKFddArUzsZjCBHGGkXuIwCgYIKoZIzj0EAwIw
DjEMMAoGA1UEAwwDb25lMCAXDTI2MTEzMDE2MDE0M1oYDzIxMjYxMTA2MTYwMTQz
WjAOMQwwCgYDVQQDDANvbmUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQhwrul
DSpI9524QyNrjAARmlwAv73RbSuebrmuFEVi71Tal9y5WF13Yyh8gEJtDpwfJFOX
OgtOPBb6U1rjb9PNo1MwUTAdBgNVHQ4EFgQUqQ32E1fD8K7nZzZ0pLAVPrYQDLUw
HwYDVR0jBBgwFoAUqQ32E1fD8K7nZzZ0pLAVPrYQDLUwDwYDVR0TAQH/BAUwAwEB
/zAKBggqhkjOPQQDAgNIADBFAiArVMMybDPDqecXmfckGBetroy7H1RVMPxIl5jD
a+R6YAIhAIggcbTUL2JoXcWMn2M1F+d9jRL8SXE1X+vOW4hUOiCl
-----END CERTIFICATE-----`,
  `-----BEGIN CERTIFICATE-----
MIIBcjCCARegAwIBAgIUec/6Q8Jn/ysW7NCE3/iFvxuRai0wCgYIKoZIzj0EAwIw
DjEMMAoGA1UEAwwDdHdvMB4XDTI2MTEzMDE2MDE0M1oXDTQ2MTEyNTE2MDE0M1ow
DjEMMAoGA1UEAwwDdHdvMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEIcK7pQ0q
SPeduEMja4wAEZpcAL+90W0rnm65rhRFYu9U2pfcuVhdd2MofIBCbQ6cHyRTlzoL
TjwW+lNa42/TzaNTMFEwHQYDVR0OBBYEFKkN9hNXw/Cu52c2dKSwFT62EAy1MB8G
A1UdIwQYMBaAFKkN9hNXw/Cu52c2dKSwFT62EAy1MA8GA1UdEwEB/wQFMAMBAf8w
CgYIKoZIzj0EAwIDSQAwRgIhAMGDzPdqHUSvU3v6+Pfyl3NKcUEamJjCaFgNjgow
qkj8AiEAkU8KxQp3JGO0VNFAJCT+oxdLtCpCrkUcSLBcvG+13ok=
-----END CERTIFICATE-----`,
] as const;

describe('an organisation that joined after the consortium was founded', () => {
  let world: World;
  let dir: string;
  let config: Config;
  const genesis = (): Promise<Genesis> => new DataDir(world.dir).genesis();

  before(async () => {
    world = await World.found();
    dir = await mkdtemp(join(tmpdir(), 'stl-joined-'));
    const [ends2126, ends2046] = certificates;
    const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
    const files = { authority: `${ends2126}\n${ends2046}`, certificate: ends2126, key };
    for (const [name, text] of Object.entries(files)) await writeFile(join(dir, `${name}.pem`), text);
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
    const error: unknown = await ownKeyRing(config, new DataDir(dir), 'auditor').catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(SetupError).with.property('message').that.includes('auditor');
  });

  it('has a gateway of its own on Fabric, under the MSP that its profile names', async () => {
    await new DataDir(dir).writeKey('auditor', 'sign', await generateKey('ES256'));
    const { own, settings, certificates } = await ledgerSettings(config, new DataDir(dir), await genesis());
    expect(own).to.deep.equal({ id: 'auditor', mspId: 'AuditorMSP' });
    expect(settings.adapter).to.equal('fabric-gateway');
    // Of the several authorities that a file may hold, whichever is needed has not ended before the first does.
    expect(certificates).to.deep.equal([
      { id: 'gateway-identity', at: '2126-11-06T16:01:43Z' },
      { id: 'peer-tls-authority', at: '2046-11-25T16:01:43Z' },
    ]);
  });

  it('is unknown to an embedded ledger, whose process hosts the founders', async () => {
    const embedded = { ...config, ledger: 'embedded' as const };
    const error: unknown = await ledgerSettings(embedded, new DataDir(dir), await genesis()).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(SetupError).with.property('message').that.includes('STL_ORG auditor');
  });
});
