import { newestFold } from '../../../../chaincode/domain/fold-version.js';
import { text } from '../../../../chaincode/domain/bytes.js';
import { parseDocument, maxDepth } from '../../../../chaincode/domain/canonical.js';
import { Refusal, type Defect } from '../../../../chaincode/domain/errors.js';
import type { FactRecord } from '../../../../chaincode/domain/records/index.js';
import { recordDefects } from '../../../../chaincode/domain/records/validate.js';
import { CliFailure } from '../../frame/failure.js';
import { readGiven } from '../../frame/given-file.js';

function defectsOf(line: string): { readonly record?: FactRecord; readonly defects: readonly Defect[] } {
  try {
    const record = parseDocument(line, maxDepth);
    const defects = recordDefects(record, newestFold);
    return { record: record as unknown as FactRecord, defects };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { defects: error.defects };
  }
}

/**
 * Reads records, one JSON object a line, laid out as one likes. Throws CliFailure that lists every defect by line
 * and pointer: nothing is signed of a file that has one.
 */
export async function readRecordLines(path: string): Promise<readonly FactRecord[]> {
  const bytes = await readGiven(path);
  let content: string;
  try {
    content = text(bytes);
  } catch (cause) {
    throw new CliFailure(`${path} is not UTF-8`, { code: 'record_schema', cause });
  }
  const records: FactRecord[] = [];
  const found: string[] = [];
  content.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const { defects, record } = defectsOf(line);
    for (const { pointer = '', reason } of defects) found.push(`line ${i + 1} ${pointer}: ${reason}`);
    if (record) records.push(record);
  });
  if (found.length > 0) {
    throw new CliFailure(`${path} has mistakes; nothing was signed`, {
      code: 'record_schema',
      details: found,
    });
  }
  if (records.length === 0) throw new CliFailure(`${path} holds no records`, { code: 'record_schema' });
  return records;
}
