import { access, readFile, readdir } from 'node:fs/promises';
import { expect } from 'chai';
import { settingMistakes } from '../../gateway/data-dir/config.js';

const page = 'docs/deploying.md';

describe(page, () => {
  let content = '';
  before(async () => {
    content = await readFile(page, 'utf8');
  });

  it('names every file that there is to deploy, and none that there is not', async () => {
    for (const name of await readdir('network/deploy')) expect(content).to.include(name);
    for (const unit of await readdir('network/deploy/systemd'))
      expect(content).to.include(unit.replace(/\.service$/, ''));
    for (const [path] of content.matchAll(/(?:network|test)\/deploy\/[\w./-]*\w/g))
      if (!path.includes('/company')) await access(path);
  });

  it('names settings that there are, and values in the charts that there are', async () => {
    const settings = new Set([...content.matchAll(/`?(STL_[A-Z_]*[A-Z])/g)].map(([, name = '']) => name));
    expect(settings).to.include('STL_CREATE');
    const values = Object.fromEntries([...settings].map((name) => [name, '']));
    for (const { reason } of settingMistakes(values)) expect(reason).not.to.include('is no setting');
    const chart = await readFile('network/deploy/helm/seller-trust-gateway/values.yaml', 'utf8');
    for (const [, group = '', name = ''] of content.matchAll(/(?:--set |`)(\w+)\.(?!json)(\w+)(?:=|`)/g)) {
      if (chart.includes(`\n${group}:`))
        expect(chart).to.match(new RegExp(`^${group}:\\n(?: .*\\n)*  ${name}:`, 'm'));
    }
  });
});
