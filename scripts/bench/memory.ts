import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DataDir } from '../../gateway/data-dir/data-dir.js';
import { BenchConsortium } from './consortium.js';
import { mebibytes, rate, type Figure, type Measurement } from './measurement.js';

const beside = (module: string): string => fileURLToPath(new URL(module, import.meta.url));

const signing = (dataDir: string): string[] => {
  const data = new DataDir(dataDir);
  const also = `payment-provider=${data.demoKey('demo-pay')}`;
  return ['--map', 'olist', '--key', data.demoKey('demo-platform'), '--also', also];
};

/** Runs `stl import orders` as a person would. Gives the most memory that it held, and what it printed. */
async function runImport(
  url: string,
  dataDir: string,
  files: string,
): Promise<{ readonly peakBytes: number; readonly sent: number }> {
  const args = [
    '--json',
    '--url',
    url,
    '--data-dir',
    dataDir,
    'import',
    'orders',
    files,
    ...signing(dataDir),
  ];
  const child = fork(beside('../../gateway/cli/main.js'), args, {
    execArgv: ['--import', beside('report-peak.js')],
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  let peakBytes = 0;
  child.on('message', (bytes) => (peakBytes = bytes as number));
  const [code] = (await once(child, 'close')) as [number | null];
  // 4: some of it does not count, as in the original.
  if (code !== 0 && code !== 4) throw new Error(`the import ended with ${code ?? 'a signal'}: ${output}`);
  return { peakBytes, sent: (JSON.parse(output) as { new: number }).new };
}

export const memory: Measurement = {
  name: 'memory',
  about: 'memory while the real Olist files are imported; STL_OLIST_DIR names their directory',
  always: true,
  async run(say): Promise<readonly Figure[]> {
    const files = process.env['STL_OLIST_DIR'];
    if (files === undefined) {
      say('skipped: STL_OLIST_DIR is not set');
      return [];
    }
    const consortium = await BenchConsortium.start();
    try {
      const before = await consortium.gateway.usage();
      const started = performance.now();
      const { peakBytes, sent } = await runImport(consortium.gateway.url, consortium.dataDir, files);
      const seconds = (performance.now() - started) / 1000;
      const after = await consortium.gateway.usage();
      say(`${rate(sent)} records in ${seconds.toFixed(1)} s`);
      return [
        {
          what: 'memory of the gateway while it takes the Olist files, at most',
          value: mebibytes(after.peakBytes),
          limit: `it held ${mebibytes(before.residentBytes)} before the first of ${rate(sent)} records`,
        },
        {
          what: 'memory of `stl import`, at most',
          value: mebibytes(peakBytes),
          limit: 'Node.js itself; rows are sorted on disk',
        },
      ];
    } finally {
      await consortium.stop();
    }
  },
};
