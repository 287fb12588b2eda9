import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { RecordProof } from '../../../../chaincode/domain/proofs/record.js';
import { formatTlogProof } from '../../../../chaincode/domain/proofs/tlog-proof.js';
import { CliFailure } from '../../frame/failure.js';
import { result } from '../../frame/output.js';
import { addReading, readingClient, type ReadingOptions } from '../reading/reading.js';

interface Options extends ReadingOptions {
  readonly out?: string;
}

export function proof(program: Command): void {
  const command = program
    .command('proof')
    .description('prove a record to anyone, in one file that "stl verify" and C2SP tools check offline')
    .argument('<record>', 'record id: <batch id>.<line>')
    .option('--out <file>', 'a new file; <record>.tlog-proof if left out');
  addReading(command).action(async (record: string, options: Options, self: Command) => {
    const client = await readingClient(self, options);
    const { value } = await client.get<RecordProof>(`/v1/records/${encodeURIComponent(record)}/proof`);
    const { out = `${record}.tlog-proof` } = options;
    await writeFile(out, formatTlogProof(value), { flag: 'wx', mode: 0o600 }).catch((cause: unknown) => {
      throw new CliFailure(`${out} cannot be written: is it there already?`, {
        code: 'file_unusable',
        cause,
      });
    });
    result(self, { file: out, record }, () => `The proof is in ${out}`);
  });
}
