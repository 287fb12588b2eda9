import { DataDir } from '../../gateway/data-dir/data-dir.js';
import { BenchConsortium } from './consortium.js';
import { mebibytes, rate, type Figure, type Measurement } from './measurement.js';
import { runStl } from './run-stl.js';

const signing = (dataDir: string): string[] => {
  const data = new DataDir(dataDir);
  const also = `payment-provider=${data.demoKey('demo-pay')}`;
  return ['--map', 'olist', '--key', data.demoKey('demo-platform'), '--also', also];
};

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
      const { dataDir, gateway } = consortium;
      const { output, peakBytes, seconds } = await runStl([
        ...['--url', gateway.url, '--data-dir', dataDir, 'import', 'orders', files],
        ...signing(dataDir),
      ]);
      const { new: sent } = JSON.parse(output) as { new: number };
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
