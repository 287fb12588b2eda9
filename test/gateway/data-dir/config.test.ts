import { expect } from 'chai';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describeConfig, loadConfig, settingMistakes } from '../../../gateway/data-dir/config.js';

const reasonsOf = (environment: NodeJS.ProcessEnv): string[] =>
  settingMistakes(environment).map(({ reason }) => reason);

describe('settings', () => {
  it('are all that a gateway takes where the environment is right', () => {
    expect(settingMistakes({ PATH: '/bin', STLX: 'of another program' })).to.deep.equal([]);
    const fabric = { STL_LEDGER: 'fabric-gateway', STL_FABRIC_PROFILE: 'fabric.json' };
    expect(settingMistakes(fabric)).to.deep.equal([]);
    expect(loadConfig(fabric)).to.include({ ledger: 'fabric-gateway', create: 'never' });
  });

  it('are described with what is in force, even where something is wrong', () => {
    const described = describeConfig({ STL_PORT: 'eighty', STL_PROT: '1' });
    expect(described.find(({ name }) => name === 'STL_PORT')).to.include({
      value: 'eighty',
      default: '8080',
    });
    expect(described.map(({ name }) => name)).not.to.include('STL_PROT');
  });

  it('say in words what each must look like', () => {
    const nonsense = Object.fromEntries(describeConfig({}).map(({ name }) => [name, '\u0001']));
    for (const reason of reasonsOf(nonsense)) expect(reason).not.to.match(/undefined|\^|\$|\\/);
    const empty = Object.fromEntries(describeConfig({}).map(({ name }) => [name, '']));
    for (const reason of reasonsOf(empty)) expect(reason).not.to.include('undefined');
  });

  for (const [environment, ...reasons] of [
    [{ STL_PORT: 'eighty' }, 'STL_PORT must be a port number from 0 to 65535'],
    [{ STL_PORT: '65536' }, 'STL_PORT must be a port number from 0 to 65535'],
    [{ STL_HOST: '' }, 'STL_HOST must be an address of this machine, as 127.0.0.1, or 0.0.0.0 for all'],
    [{ STL_LEDGER: 'paper' }, 'STL_LEDGER must be one of embedded, fabric-network, fabric-gateway'],
    [
      { STL_PUBLIC_URL: 'https://a.example/path' },
      'STL_PUBLIC_URL must be an http or https address in lower case without a path, as https://ledger.example.org',
    ],
    [{ STL_LEDGR: 'embedded' }, 'STL_LEDGR is no setting; is STL_LEDGER meant?'],
    [{ STL_DATADIR: '/srv' }, 'STL_DATADIR is no setting; is STL_DATA_DIR meant?'],
    [{ STL_PASSWORD: 'hunter2' }, 'STL_PASSWORD is no setting; "stl config" lists all settings'],
    [
      { STL_LEDGER: 'fabric-network' },
      'STL_FABRIC_PROFILE is missing: STL_LEDGER=fabric-network needs the path of a connection profile',
    ],
    [
      { STL_FABRIC_PROFILE: 'fabric.json' },
      'STL_FABRIC_PROFILE is set, but the embedded ledger reads none: set STL_LEDGER to fabric-gateway or fabric-network, or remove it',
    ],
    // A service "stl" in the same namespace of Kubernetes.
    [
      { STL_PORT: 'tcp://10.0.0.1:8080' },
      'STL_PORT must be a port number from 0 to 65535; Kubernetes adds such variables for a service: set enableServiceLinks: false',
    ],
    [
      { STL_PORT_8080_TCP_ADDR: '10.0.0.1' },
      'STL_PORT_8080_TCP_ADDR is no setting; Kubernetes adds such variables for a service: set enableServiceLinks: false',
    ],
    [
      { STL_WITNESS: 'https://w.example', STL_SEAL_EVERY: 'hourly', STL_LOG_LEVEL: 'loud' },
      'STL_WITNESS is no setting; is STL_WITNESSES meant?',
      'STL_SEAL_EVERY must be 0, or a whole number of seconds from 10 to 999999',
      'STL_LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent',
    ],
  ] as readonly [NodeJS.ProcessEnv, ...string[]][]) {
    it(`are refused for ${JSON.stringify(environment)}`, () => {
      expect(reasonsOf(environment)).to.deep.equal(reasons);
      const message = expect(() => loadConfig(environment)).to.throw(Object.keys(environment)[0] as string);
      message.and.to.have.property('message').that.does.not.include('hunter2');
    });
  }

  it('take no variable for a mistake that another program of this project reads', async () => {
    const names = new Set<string>();
    for (const room of ['gateway', 'network', 'scripts', 'test/support', 'test/fabric']) {
      for (const file of await readdir(room, { recursive: true })) {
        if (!/\.(ts|mjs)$/.test(file)) continue;
        const text = await readFile(join(room, file), 'utf8');
        for (const [, name = ''] of text.matchAll(/process\.env(?:\.|\[')(STL_[A-Z_]+)/g)) names.add(name);
      }
    }
    expect(names).to.include('STL_OLIST_DIR');
    expect(
      reasonsOf(Object.fromEntries([...names].map((name) => [name, '']))).filter((reason) =>
        /no setting/.test(reason),
      ),
    ).to.deep.equal([]);
  });
});
