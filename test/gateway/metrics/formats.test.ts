import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import type { Gateway } from '../../../gateway/start/server.js';
import { pythonWith } from '../../support/python.js';
import { requireProgram, skipFor } from '../../support/required.js';
import { World } from '../harness.js';
import { openMetricsAccept, scrape } from './scrape.js';

/** Reads OpenMetrics as strictly as the specification, and prints the names of the families. */
const reader =
  'import sys\n' +
  'from prometheus_client.openmetrics.parser import text_string_to_metric_families\n' +
  'for family in text_string_to_metric_families(sys.stdin.read()): print(family.name, family.type)\n';

describe('the formats of /metrics', function () {
  this.timeout(300_000);
  let world: World;
  let gateway: Gateway;
  before(async () => {
    world = await World.found();
    gateway = await world.start();
    await world.seal(gateway);
    await fetch(`${gateway.url}/v1/sellers`);
    await fetch(`${gateway.url}/v1/records/none`);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  it('are without a fault to promtool', async function () {
    const promtool = requireProgram(this, 'promtool', 'prometheus');
    const input = await scrape(gateway.url);
    const { status, stdout, stderr } = spawnSync(promtool, ['check', 'metrics'], { input, encoding: 'utf8' });
    expect({ status, stdout, stderr }).to.deep.equal({ status: 0, stdout: '', stderr: '' });
  });

  it('are OpenMetrics to a parser of that, where it is asked for', async function () {
    const found = await pythonWith('openmetrics', 'test/gateway/metrics/requirements.txt');
    const python = 'missing' in found ? skipFor(this, found.missing) : found.program;
    const input = await scrape(gateway.url, openMetricsAccept);
    const { status, stdout, stderr } = spawnSync(python, ['-c', reader], { input, encoding: 'utf8' });
    expect(status, stderr).to.equal(0);
    expect(stdout.split('\n')).to.include.members([
      'stl_http_requests counter',
      'stl_http_request_duration_seconds histogram',
      'stl_epoch_cosigned gauge',
    ]);
  });

  it('hold the same metrics, whichever was asked for before', async () => {
    // What the process has open comes and goes: with none there is no line.
    const lasting = (name: string): boolean => !name.startsWith('nodejs_active_');
    const names = (text: string): string[] =>
      [...new Set([...text.matchAll(/^([a-z_0-9]+)[{ ]/gm)].map(([, name = '']) => name))].filter(lasting);
    const before = names(await scrape(gateway.url));
    const open = await scrape(gateway.url, openMetricsAccept);
    expect(open.endsWith('\n# EOF\n')).to.equal(true);
    expect(names(open)).to.have.members(before);
    expect(names(await scrape(gateway.url))).to.have.members(before);
  });

  for (const [accept, type] of [
    [openMetricsAccept, 'application/openmetrics-text; version=1.0.0; charset=utf-8'],
    ['application/openmetrics-text', 'application/openmetrics-text; version=1.0.0; charset=utf-8'],
    ['application/openmetrics-text;version=2.0.0,text/plain', 'text/plain; version=0.0.4; charset=utf-8'],
    ['application/openmetrics-text;q=0, text/plain', 'text/plain; version=0.0.4; charset=utf-8'],
    ['*/*', 'text/plain; version=0.0.4; charset=utf-8'],
  ] as const) {
    it(`give ${type} to ${accept}`, async () => {
      const answer = await fetch(`${gateway.url}/metrics`, { headers: { accept } });
      expect(answer.headers.get('content-type')).to.equal(type);
      expect(answer.headers.get('cache-control')).to.equal('no-store');
    });
  }
});
