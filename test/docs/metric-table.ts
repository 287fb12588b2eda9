import { formatTime } from '../../chaincode/domain/time.js';
import { GatewayMetrics } from '../../gateway/metrics/index.js';

const now = 1_800_000_000;
const time = formatTime(now);
const organisations = ['platform'];
const seal = { n: 1, time, organisations };
const agreement = { body: 'a', agree: organisations, dissent: [], equivocate: [], silent: [] };
const epoch = { seal, own: 'a', agreement, statements: [], note: 'a' } as never;
const ok = { ok: true };

/** Metrics of a gateway that has something to say of everything. */
function everyMetric(): GatewayMetrics {
  const build = { version: '1', organisation: 'platform', adapter: 'embedded', ledger: 'a' };
  const metrics = new GatewayMetrics(build, ['not_found']);
  metrics.requests.answered({ route: '/', method: 'GET', status: 200, seconds: 1, problem: undefined });
  metrics.ledger('submit', 'Seal')({ ok: true, committed: { txId: 'a', block: 1, tx: 0, result: '' } });
  metrics.read({
    ledger: { height: () => Promise.resolve(1) },
    queries: {
      status: () => ({ height: 1, state: 'running', detail: '', sellers: 1, records: 1 }),
    },
    proofs: { agreed: () => epoch, epoch: () => epoch, newestSeal: () => seal as never },
    jobs: { backlog: 0, oldestSince: undefined },
    witnesses: {
      states: () => [
        {
          ...{ witness: 'http://a', cosigned: true, answeredAt: now },
          failures: { contradicts: 0, refused: 0, unreachable: 0 },
        },
      ],
    },
    stores: {
      soundness: { states: () => [{ name: 'jobs', state: 'sound', scrubbedAt: now, detail: '' }] },
      failures: new Map([['jobs', () => ({ damaged: 0 })]]),
      directories: new Map([['jobs', 'docs']]),
      disk: () => Promise.resolve({ freeBytes: 1, sizeBytes: 2 }),
    },
    ends: { list: () => [{ what: 'key', owner: 'a', id: 'b', at: time }] },
    certificateEnds: { counted: { within30: 0, within7: 0 } },
    readiness: () => Promise.resolve({ reads: ok, writes: ok }),
    clock: () => now,
  });
  return metrics;
}

/** The table of a gateway's own metrics, as its code names and describes them. */
export async function metricTable(): Promise<string> {
  const { body } = await everyMetric().expose(undefined);
  const rows = [...body.matchAll(/^# HELP (stl_\w+) (.*)\n# TYPE \S+ (\w+)\n(.*)$/gm)].map(
    ([, name = '', help = '', type = '', sample = '']) => {
      const labels = [...sample.matchAll(/(\w+)="/g)]
        .map(([, label = '']) => label)
        .filter((one) => one !== 'le');
      if (!sample.startsWith(name)) throw new Error(`${name} has no sample to read its labels from`);
      return [`\`${name}\``, type, labels.map((label) => `\`${label}\``).join(', '), help];
    },
  );
  const lines = [['Metric', 'Type', 'Labels', 'Meaning'], ['---', '---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
