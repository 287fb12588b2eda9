import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConnectionProfile } from '../../../gateway/ledger/fabric-shared/profile.js';

const pem = '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n';
const profile = {
  ...{ v: 1, channel: 'trust', chaincode: 'seller-trust', consensus: 'raft', mspId: 'PlatformMSP' },
  peer: { address: 'peer.example:7051', tlsAuthority: 'tls.pem' },
  endorsers: { mspIds: ['PlatformMSP'], needed: 1 },
  gateway: { certificate: 'certificate.pem', key: 'key.pem' },
};

describe('a connection profile', () => {
  let dir: string;
  let file: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-profile-'));
    file = join(dir, 'fabric.json');
    for (const name of ['tls', 'certificate', 'key']) await writeFile(join(dir, `${name}.pem`), pem);
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const given = async (content: unknown): Promise<void> =>
    writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  /** What a person reads of it. */
  function refusal(): string {
    try {
      readConnectionProfile(file);
    } catch (error) {
      const { message, defects = [] } = error as Error & { defects?: { reason: string }[] };
      return [message, ...defects.map(({ reason }) => reason)].join('\n');
    }
    return '';
  }

  it('is read with the files that it names', async () => {
    await given(profile);
    expect(readConnectionProfile(file).peer).to.deep.equal({
      address: 'peer.example:7051',
      tlsAuthority: pem,
    });
  });

  it('is named where it is missing, with the setting', () => {
    expect(refusal()).to.equal(
      `the connection profile ${file} (STL_FABRIC_PROFILE) cannot be read: there is no such file`,
    );
  });

  it('is refused with the place where it is no JSON, and without what stands there', async () => {
    await given('{\n  "v": 1,\n  "channel": hunter2\n}\n');
    expect(refusal()).to.equal(`the connection profile ${file} is not JSON: see line 3, column 14`);
    await given('{"v": 1, "channel": "tru');
    expect(refusal()).to.include('line 1, column');
  });

  it('is refused with every mistake and its place', async () => {
    await given({
      ...profile,
      consensus: 'solo',
      peer: { address: 'peer.example', tlsAuthority: 'tls.pem' },
      adress: '',
    });
    const text = refusal();
    expect(text)
      .to.include('is not a connection profile')
      .and.include('must NOT have additional properties: adress');
    expect(text).to.include('/peer/address must match').and.include('/consensus ');
  });

  it('is refused with every file that cannot be used', async () => {
    await writeFile(join(dir, 'key.pem'), 'hunter2');
    await given({ ...profile, peer: { ...profile.peer, tlsAuthority: 'none.pem' } });
    expect(refusal().split('\n')).to.deep.equal([
      `the connection profile ${file} names what cannot be used`,
      `/gateway/key: ${join(dir, 'key.pem')} is not a PEM file`,
      `/peer/tlsAuthority: ${join(dir, 'none.pem')} cannot be read: there is no such file`,
    ]);
  });
});
