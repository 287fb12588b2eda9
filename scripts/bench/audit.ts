import { auditLedger } from '../../gateway/audit/audit-ledger.js';
import { loadConfig } from '../../gateway/data-dir/config.js';
import { BenchConsortium } from './consortium.js';
import { batchesOfFacts, sellerIds } from './facts.js';
import { rate, type Measurement } from './measurement.js';
import { submitAll } from './submitting.js';

const batchCount = 200;
const recordsPerBatch = 500;

export const audit: Measurement = {
  name: 'audit',
  about: `deriving ${rate(batchCount * recordsPerBatch)} records anew from the embedded ledger's blocks`,
  always: true,
  async run(say) {
    const consortium = await BenchConsortium.start();
    try {
      const facts = batchesOfFacts(sellerIds(1_000), recordsPerBatch, 23);
      await submitAll(consortium.gateway, 8, await consortium.signer.signAhead(facts, batchCount));
      await consortium.gateway.stop();
      const started = performance.now();
      const { findings, records } = await auditLedger(loadConfig({ STL_DATA_DIR: consortium.dataDir }), {
        signal: new AbortController().signal,
        progress: () => undefined,
      });
      const seconds = (performance.now() - started) / 1000;
      if (findings.length > 0) throw new Error(`the audit found ${findings[0]?.code ?? ''}`);
      say(`${rate(records)} records in ${seconds.toFixed(1)} s`);
      return [
        {
          what: 'audited records/s',
          value: rate(records / seconds),
          aim: '50,000',
          limit: 'the fold of one thread, which is also what limits writing',
        },
      ];
    } finally {
      await consortium.stop();
    }
  },
};
