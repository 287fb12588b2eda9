import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { samplesOf } from '../../gateway/metrics/scrape.js';
import { requireProgram } from '../../support/required.js';
import { metricNames } from './rules.js';
import { scrapeOfGateway } from './watched-gateway.js';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: Readonly<Record<'h' | 'w' | 'x' | 'y', number>>;
  readonly datasource?: { readonly uid: string };
  readonly targets?: readonly { readonly refId: string; readonly expr: string }[];
}

/** What Grafana puts in place of its variables. */
const filled = (expr: string): string =>
  expr.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.+');

const overlap = ({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

describe('the dashboard', function () {
  this.timeout(120_000);
  let panels: readonly Panel[];
  let expressions: readonly string[];
  before(async () => {
    const text = await readFile('network/observability/dashboard.json', 'utf8');
    const dashboard = JSON.parse(text) as { schemaVersion: number; uid: string; panels: Panel[] };
    expect(dashboard).to.include({ schemaVersion: 39, uid: 'seller-trust-gateway' });
    ({ panels } = dashboard);
    expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => filled(expr)));
  });

  it('asks Prometheus for what it can answer', async function () {
    const promtool = requireProgram(this, 'promtool', 'prometheus');
    const directory = await mkdtemp(join(tmpdir(), 'stl-dashboard-'));
    const file = join(directory, 'rules.yml');
    const rules = expressions.map((expr, i) => ({ record: `panel:${i}`, expr }));
    await writeFile(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
    const { status, stderr } = spawnSync(promtool, ['check', 'rules', file], { encoding: 'utf8' });
    await rm(directory, { recursive: true });
    expect(status, stderr).to.equal(0);
  });

  it('asks for metrics that a gateway has', async () => {
    const has = new Set(samplesOf(await scrapeOfGateway()).map(({ name }) => name));
    expect(metricNames(expressions.join('\n')).filter((name) => !has.has(name))).to.deep.equal([]);
  });

  it('has panels that Grafana can show: each with an id, a place of its own, and a question', () => {
    expect(new Set(panels.map(({ id }) => id)).size).to.equal(panels.length);
    for (const [i, panel] of panels.entries()) {
      const { datasource, description, gridPos, targets = [], title, type } = panel;
      expect(gridPos.x + gridPos.w, title).to.be.at.most(24);
      expect(
        panels
          .slice(i + 1)
          .filter((other) => overlap(panel, other))
          .map((other) => other.title),
        title,
      ).to.deep.equal([]);
      if (type === 'row') continue;
      expect(['stat', 'timeseries', 'table'], title).to.include(type);
      expect(datasource?.uid, title).to.equal('${datasource}');
      expect(description, title).to.be.a('string').that.is.not.equal('');
      expect(targets, title).to.have.length.above(0);
      expect(new Set(targets.map(({ refId }) => refId)).size, title).to.equal(targets.length);
    }
  });
});

describe('the configuration for Prometheus', () => {
  it('is one to promtool', function () {
    this.timeout(30_000);
    const promtool = requireProgram(this, 'promtool', 'prometheus');
    const { status, stderr, stdout } = spawnSync(
      promtool,
      ['check', 'config', 'network/observability/prometheus.yml'],
      { encoding: 'utf8' },
    );
    expect(status, stdout + stderr).to.equal(0);
  });
});
