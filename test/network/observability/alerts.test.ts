import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { samplesOf, type Sample } from '../../gateway/metrics/scrape.js';
import { requireProgram } from '../../support/required.js';
import { alertRules, metricNames, rulesFile, type AlertRule } from './rules.js';
import { scrapeOfGateway } from './watched-gateway.js';

const target = { instance: 'gateway:8080', job: 'seller-trust-gateway' };
/** When alerts are looked for. The longest waits for two hours, and looks back on six. */
const hours = 8;
const minutes = hours * 60;
const days = (count: number): number => count * 86_400 + hours * 3_600;

/** What goes wrong with one series of a gateway that is well: its values from minute to minute, as promtool takes them. */
interface Case {
  readonly alert: string;
  readonly of: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly values: string;
  /** The alert's summary. */
  readonly says: string;
  /** Labels that the alert has besides those of the series; where the expression sums, instead of them. */
  readonly has?: Readonly<Record<string, string>>;
}

const always = (value: number): string => `${value}x${minutes}`;
/** Grows by so much each minute. */
const growing = (by: number, from = 0): string => `${from}${by < 0 ? '' : '+'}${by}x${minutes}`;

const instance = { instance: target.instance };
const cases: readonly Case[] = [
  { alert: 'GatewayDown', of: 'up', values: always(0), says: 'Gateway gateway:8080 does not answer' },
  {
    alert: 'GatewayRestarts',
    of: 'process_start_time_seconds',
    values: growing(1),
    says: 'Gateway gateway:8080 was started 60 times within an hour',
  },
  {
    alert: 'NotReadyForReads',
    of: 'stl_ready',
    labels: { for: 'reads' },
    values: always(0),
    says: 'Gateway gateway:8080 answers no reads',
  },
  {
    alert: 'NotReadyForWrites',
    of: 'stl_ready',
    labels: { for: 'writes' },
    values: always(0),
    says: 'Gateway gateway:8080 reads, but its ledger takes no writes',
  },
  {
    alert: 'ManyServerErrors',
    of: 'stl_http_requests_total',
    labels: { route: '/v1/sellers', method: 'GET', status: '503' },
    values: growing(60),
    has: instance,
    says: '100% of the requests to gateway:8080 fail by its own fault',
  },
  {
    alert: 'ReadsSlow',
    of: 'stl_http_request_duration_seconds_bucket',
    labels: { route: '/v1/sellers', method: 'GET', le: '+Inf' },
    values: growing(60),
    has: instance,
    says: 'One read in a hundred takes longer than 30s on gateway:8080',
  },
  {
    alert: 'EventLoopBusy',
    of: 'nodejs_eventloop_active_seconds_total',
    values: growing(60),
    says: 'Gateway gateway:8080 uses 100% of its one thread',
  },
  {
    alert: 'MetricsIncomplete',
    of: 'stl_metrics_failures_total',
    values: growing(1),
    says: 'Some metrics of gateway:8080 cannot be read',
  },
  {
    alert: 'LedgerUnavailable',
    of: 'stl_ledger_errors_total',
    labels: { operation: 'read', code: 'unavailable' },
    values: growing(60),
    says: 'The ledger of gateway:8080 has not answered calls (read) for five minutes',
  },
  {
    alert: 'TransactionsRejected',
    of: 'stl_ledger_errors_total',
    labels: { operation: 'submit', code: 'rejected' },
    values: growing(1),
    says: 'Transactions of gateway:8080 were ordered and found invalid, or failed in a way nobody foresaw',
  },
  {
    alert: 'LedgerReadOnly',
    of: 'stl_ledger_errors_total',
    labels: { operation: 'submit', code: 'read_only' },
    values: growing(1),
    says: 'The ledger of gateway:8080 takes no writes',
  },
  {
    alert: 'BatchesWait',
    of: 'stl_queue_oldest_job_age_seconds',
    values: always(3_600),
    says: 'A batch has waited for the ledger for 1h 0m 0s on gateway:8080',
  },
  {
    alert: 'BatchesWait',
    of: 'stl_queue_oldest_batch_age_seconds',
    values: always(90),
    says: 'A batch has waited for the ledger for 1m 30s on gateway:8080',
  },
  {
    alert: 'QueueNearlyFull',
    of: 'stl_queue_jobs',
    values: always(9_000),
    says: '9000 acknowledged batches wait on gateway:8080',
  },
  {
    alert: 'ProjectionStopped',
    of: 'stl_projection_state',
    labels: { state: 'failed' },
    values: always(1),
    says: 'Gateway gateway:8080 folds no more blocks: failed',
  },
  {
    alert: 'ProjectionLags',
    of: 'stl_projection_lag_seconds',
    values: always(600),
    says: 'Scores of gateway:8080 are 10m 0s behind the ledger',
  },
  {
    alert: 'DisagreesWithConsortium',
    of: 'stl_epoch_disagrees_here',
    values: always(1),
    says: 'k organisations agree on another result than gateway:8080 folds',
  },
  {
    alert: 'OrganisationDissents',
    of: 'stl_epoch_dissents',
    labels: { organisation: 'certifier' },
    values: always(1),
    says: 'certifier signed another result of the newest epoch than the others, or two results',
  },
  {
    alert: 'OrganisationSilent',
    of: 'stl_epoch_cosigned',
    labels: { organisation: 'payments' },
    values: always(0),
    says: 'payments has not given its word for the newest epoch for half an hour',
  },
  {
    alert: 'NoAgreement',
    of: 'stl_epoch_age_seconds',
    labels: { epoch: 'agreed' },
    values: always(14_400),
    says: 'The newest epoch that k organisations agree on is 4h 0m 0s old',
  },
  {
    alert: 'WitnessSilent',
    of: 'stl_witness_cosigned',
    labels: { witness: 'http://127.0.0.1:1/witness' },
    values: always(0),
    says: 'Witness http://127.0.0.1:1/witness has not cosigned the newest agreed checkpoint for two hours',
  },
  {
    alert: 'WitnessContradicts',
    of: 'stl_witness_failures_total',
    labels: { witness: 'http://127.0.0.1:1/witness', reason: 'contradicts' },
    values: growing(1),
    says: 'Witness http://127.0.0.1:1/witness has seen another log than gateway:8080 has',
  },
  {
    alert: 'StoreDamaged',
    of: 'stl_store_sound',
    labels: { store: 'ledger' },
    values: always(0),
    says: 'Store ledger of gateway:8080 is damaged',
  },
  {
    alert: 'StoreCannotWrite',
    of: 'stl_store_errors_total',
    labels: { store: 'jobs', code: 'unusable' },
    values: growing(1),
    says: 'Store jobs of gateway:8080 could not be written',
  },
  {
    alert: 'DiskNearlyFull',
    of: 'stl_disk_free_bytes',
    values: always(200_000_000),
    says: 'The disk of gateway:8080 is nearly full',
  },
  {
    alert: 'DiskFillsUp',
    of: 'stl_disk_free_bytes',
    values: growing(-10_000_000, 50_000_000_000),
    says: 'As it fills now, the disk of gateway:8080 is full within a week',
  },
  {
    alert: 'EndsSoon',
    of: 'stl_end_timestamp_seconds',
    labels: { what: 'registration', owner: 'demo-platform', id: 'demo-platform' },
    values: always(days(20)),
    says: 'The registration of demo-platform ends in 20d 0h 0m 0s',
  },
  {
    alert: 'EndsNow',
    of: 'stl_end_timestamp_seconds',
    labels: { what: 'registration', owner: 'demo-platform', id: 'demo-platform' },
    values: always(days(-1)),
    says: 'The registration of demo-platform has ended or ends within 7 days',
  },
  {
    alert: 'SellersCertificatesEnd',
    of: 'stl_certificates_ending',
    labels: { within: '7d' },
    values: always(3),
    says: '3 certificates by certifiers of this organisation end within 7 days',
  },
];

/** A gateway that is well: as it was scraped, with the lot of what takes hours to become well. */
function well(scraped: readonly Sample[]): Sample[] {
  const better: Readonly<Record<string, number>> = {
    stl_witness_cosigned: 1,
    stl_disk_free_bytes: 50_000_000_000,
    stl_disk_size_bytes: 100_000_000_000,
  };
  const up = { name: 'up', labels: {}, value: 1 };
  return [...scraped, up].map((one) => ({ ...one, value: better[one.name] ?? one.value }));
}

const series = ({ labels, name }: Pick<Sample, 'name' | 'labels'>): string => {
  const all = Object.entries({ ...labels, ...target }).map(
    ([label, value]) => `${label}=${JSON.stringify(value)}`,
  );
  return `${name}{${all.join(',')}}`;
};

interface Series {
  readonly series: string;
  readonly values: string;
}

/** The gateway that is well, but for one series. */
function spoilt(samples: readonly Sample[], { labels = {}, of, values }: Case): Series[] {
  const wrong = { series: series({ name: of, labels }), values };
  const others = samples
    .map((one) => ({ series: series(one), values: always(one.value) }))
    .filter((one) => one.series !== wrong.series);
  return [...others, wrong];
}

function expected(rule: AlertRule, { has, labels = {}, says }: Case): object {
  const all: Readonly<Record<string, string>> = { ...(has ?? { ...labels, ...target }), ...rule.labels };
  const description = rule.annotations.description.replace(
    /\{\{ \$labels\.(\w+) \}\}/g,
    (_, label: string) => all[label] ?? '',
  );
  return {
    exp_labels: Object.fromEntries(Object.entries(all).filter(([label]) => label !== 'alertname')),
    exp_annotations: { ...rule.annotations, description, summary: says },
  };
}

describe('the alert rules', function () {
  this.timeout(300_000);
  let promtool: string;
  let directory: string;
  let rules: readonly AlertRule[];
  /** Names of all metrics of a gateway. */
  let has: ReadonlySet<string>;
  /** Of those that rules ask for. */
  let samples: readonly Sample[];
  before(async function () {
    promtool = requireProgram(this, 'promtool', 'prometheus');
    directory = await mkdtemp(join(tmpdir(), 'stl-alerts-'));
    rules = await alertRules();
    const asked = new Set(metricNames(rules.map(({ expr }) => expr).join('\n')));
    const scraped = samplesOf(await scrapeOfGateway());
    has = new Set(scraped.map(({ name }) => name));
    samples = well(scraped.filter(({ name }) => asked.has(name)));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  const check = async (tests: readonly object[]): Promise<string> => {
    const file = join(directory, 'tests.yml');
    const suite = { rule_files: [resolve(rulesFile)], evaluation_interval: '5m', tests };
    await writeFile(file, JSON.stringify(suite));
    const { status, stdout, stderr } = spawnSync(promtool, ['test', 'rules', file], { encoding: 'utf8' });
    return status === 0 ? '' : `${stdout}${stderr}`;
  };

  it('are rules to promtool', () => {
    const { status, stderr } = spawnSync(promtool, ['check', 'rules', rulesFile], { encoding: 'utf8' });
    expect(status, stderr).to.equal(0);
  });

  it('speak of metrics that a gateway has', () => {
    const spoken = rules.flatMap(({ annotations, expr }) => metricNames(expr + annotations.description));
    expect(spoken.filter((name) => !has.has(name))).to.deep.equal([]);
    for (const { alert, of } of cases) if (of !== 'up') expect(has, alert).to.include(of);
  });

  it('say what to do, on a page that is there', () => {
    for (const { alert, annotations } of rules)
      expect(existsSync(annotations.runbook), `${alert}: ${annotations.runbook}`).to.equal(true);
  });

  it('have a case each', () => {
    expect([...new Set(cases.map(({ alert }) => alert))]).to.have.members(rules.map(({ alert }) => alert));
  });

  it('say nothing of a gateway that is well', async () => {
    const alert_rule_test = rules.map(({ alert }) => ({
      ...{ eval_time: `${minutes}m`, alertname: alert, exp_alerts: [] },
    }));
    const input_series = samples.map((one) => ({ series: series(one), values: always(one.value) }));
    expect(await check([{ interval: '1m', input_series, alert_rule_test }])).to.equal('');
  });

  for (const one of cases) {
    it(`${one.alert} fires on ${one.of}${JSON.stringify(one.labels ?? {})}`, async () => {
      const rule = rules.find(({ alert }) => alert === one.alert) as AlertRule;
      const input_series = spoilt(samples, one);
      const exp_alerts = [expected(rule, one)];
      const alert_rule_test = [{ eval_time: `${minutes}m`, alertname: one.alert, exp_alerts }];
      expect(await check([{ interval: '1m', input_series, alert_rule_test }])).to.equal('');
    });
  }
});
