import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { requireProgram } from '../support/required.js';
import { matches, stepsOf, Walk, type Step } from './walk.js';

/** Pages that a reader follows line by line, on a demonstration of so many sellers, or on nothing. */
const pages = {
  'README.md': 3,
  'docs/bring-your-orders.md': 3,
  'docs/for-certifiers.md': 12,
  'docs/cli.md': 12,
  'docs/epcis.md': 3,
  'docs/founding.md': 'empty',
  'docs/keys.md': 3,
  'docs/observability.md': 3,
  'docs/references.md': 3,
  'docs/runbooks/backup-and-restore.md': 3,
  'docs/runbooks/damaged-store.md': 3,
  'docs/runbooks/rotating-keys.md': 3,
  'docs/untp.md': 3,
  'docs/sync.md': 3,
} as const;

/** Programs that a page uses besides those of every system, each with the package that brings it. */
const programs: Readonly<Record<string, readonly (readonly [name: string, fromPackage: string])[]>> = {
  'docs/keys.md': [
    ['softhsm2-util', 'softhsm2'],
    ['pkcs11-tool', 'opensc'],
  ],
};

async function follow(walk: Walk, { commands, output }: Step): Promise<void> {
  const { code, printed } = await walk.run(commands);
  const refused = output?.startsWith('stl: ') ?? false;
  expect(code === 0, `${commands}\n${printed}`).to.equal(!refused);
  if (output !== undefined && !matches(output, printed)) expect(printed, commands).to.equal(output);
}

for (const [page, sellers] of Object.entries(pages)) {
  describe(`${page}, followed line by line`, function () {
    let walk: Walk | undefined;
    before(async function () {
      for (const [name, fromPackage] of programs[page] ?? []) requireProgram(this, name, fromPackage);
      walk = await (sellers === 'empty' ? Walk.startEmpty() : Walk.start(sellers));
    });
    after(() => walk?.end());

    it('prints what it says', async () => {
      const steps = await stepsOf(page);
      expect(steps.filter(({ output }) => output !== undefined)).to.have.length.above(0);
      for (const step of steps) await follow(walk as Walk, step);
    });
  });
}

for (const [page, file] of [
  ['docs/for-certifiers.md', 'docs/examples/certificates-map.json'],
  ['docs/bring-your-orders.md', 'docs/examples/shopify-map.json'],
] as const) {
  describe(page, () => {
    it('shows the map file that it uses', async () => {
      const [, shown = ''] = /^```json\n([\s\S]*?)^```$/m.exec(await readFile(page, 'utf8')) ?? [];
      expect(shown).to.equal(await readFile(file, 'utf8'));
    });
  });
}

describe('what a page says that a command prints', () => {
  const output = 'two rows\n...\nrow 9: ... at 2026-01-01T00:00:00Z\n';
  for (const [printed, agrees] of [
    ['two rows\nrow 1\nrow 2\nrow 9: stated at 2027-02-02T12:00:00Z\n', true],
    ['two rows\nrow 9: stated at 2027-02-02T12:00:00Z\n', false],
    ['two rows\nrow 1\nrow 8: stated at 2027-02-02T12:00:00Z\n', false],
    ['three rows\nrow 1\nrow 9: stated at 2027-02-02T12:00:00Z\n', false],
    ['two rows\nrow 1\nrow 9: stated at 2027-02-02T12:00:00Z\nand more\n', false],
  ] as const) {
    it(`${agrees ? 'agrees with' : 'differs from'} ${JSON.stringify(printed)}`, () => {
      expect(matches(output, printed)).to.equal(agrees);
    });
  }
});
