import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { parse } from 'yaml';
import { settingMistakes } from '../../gateway/data-dir/config.js';
import { environmentOf, stagesOf, type Stage } from './dockerfile.js';

interface Service {
  readonly build: { readonly context: string; readonly dockerfile: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports: readonly string[];
  readonly volumes: readonly {
    readonly target: string;
    readonly source: string;
    readonly read_only?: boolean;
  }[];
  readonly command?: readonly string[];
}

const composed = async (name: string): Promise<Readonly<Record<string, Service>>> => {
  const text = await readFile(`network/deploy/${name}`, 'utf8');
  return (parse(text, { merge: true }) as { services: Record<string, Service> }).services;
};

const services = {
  'compose.yaml': ['gateway', 'chaincode'],
  'compose.demo.yaml': ['gateway'],
} as const;

describe('the Compose files', () => {
  let image: Stage;
  before(async () => {
    image = (await stagesOf('network/deploy/Dockerfile')).at(-1) as Stage;
  });

  for (const [file, names] of Object.entries(services)) {
    for (const name of names) {
      it(`${file} runs ${name} without root and without rights, and keeps no writable root`, async () => {
        const all = await composed(file);
        expect(Object.keys(all)).to.have.members([...names]);
        expect(all[name]).to.deep.include({
          user: '1000:1000',
          read_only: true,
          cap_drop: ['ALL'],
          security_opt: ['no-new-privileges:true'],
        });
      });
    }
  }

  it('give gateways settings that they take, and keep what they write in a volume', async () => {
    for (const file of ['compose.yaml', 'compose.demo.yaml']) {
      const { gateway } = await composed(file);
      const environment = { ...environmentOf(image), ...gateway?.environment };
      expect(settingMistakes(environment), file).to.deep.equal([]);
      expect(gateway?.volumes.find(({ read_only }) => read_only !== true)?.target).to.equal(
        environment['STL_DATA_DIR'],
      );
      // Only a proxy on the same machine reaches it: it speaks no TLS.
      for (const port of gateway?.ports ?? []) expect(port).to.match(/^127\.0\.0\.1:/);
    }
  });

  it('make a demonstration in the one that is named so, and nowhere else', async () => {
    expect((await composed('compose.demo.yaml'))['gateway']?.environment).to.include({ STL_CREATE: 'demo' });
    expect((await composed('compose.yaml'))['gateway']?.environment).not.to.have.property('STL_CREATE');
  });

  it('ask for mutual TLS between peer and chaincode', async () => {
    const { chaincode } = await composed('compose.yaml');
    for (const option of ['cert-file', 'key-file', 'client-cacert-file']) {
      expect(
        chaincode?.command?.some((word) => word.startsWith(`--chaincode-tls-${option}=`)),
        option,
      ).to.equal(true);
    }
  });
});
