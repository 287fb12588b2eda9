import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { newestFold } from '../../../../../chaincode/domain/fold-version.js';
import { text } from '../../../../../chaincode/domain/bytes.js';
import { parseDocument, maxDepth } from '../../../../../chaincode/domain/canonical.js';
import { Refusal, type Defect } from '../../../../../chaincode/domain/errors.js';
import type { FactRecord } from '../../../../../chaincode/domain/records/index.js';
import { recordDefects } from '../../../../../chaincode/domain/records/validate.js';
import { CliFailure } from '../../../frame/failure.js';
import { readGiven } from '../../../frame/given-file.js';
import { cutLines } from '../../../frame/lines.js';

/** Eight times what a record may take on the ledger: one may lay it out as one likes. */
const lineBytesMax = 64 * 1024;

/** A line that says something. Without defects it is a record. */
export type RecordLine = { readonly line: number } & (
  | { readonly record: FactRecord; readonly defects?: undefined }
  | { readonly record?: undefined; readonly defects: readonly Defect[] }
);

/** Records of a file, one JSON object a line, as often as they are asked for. Memory does not grow with the file. */
export type RecordLines = () => AsyncIterable<RecordLine>;

/** Throws CliFailure where the file cannot be read, then or later. */
export async function openRecordLines(path: string): Promise<RecordLines> {
  const bytes = await source(path);
  return () => linesOf(bytes());
}

/** A pipe gives its bytes once: they are kept. */
async function source(path: string): Promise<() => AsyncIterable<Uint8Array>> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => true, // reading it says what is wrong
  );
  if (isFile) return () => streamed(path);
  const kept = await readGiven(path);
  // eslint-disable-next-line @typescript-eslint/require-await
  return async function* () {
    yield kept;
  };
}

async function* streamed(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw new CliFailure(`cannot read ${path}`, { cause });
  }
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<RecordLine> {
  let line = 0;
  for await (const raw of cutLines(bytes, lineBytesMax)) {
    line += 1;
    const read = raw === undefined ? tooLong : readLine(raw, line === 1);
    if (read !== undefined) yield { line, ...read };
  }
}

type ReadLine =
  { readonly record: FactRecord; readonly defects?: undefined } | { readonly defects: readonly Defect[] };

const wrong = (reason: string): ReadLine => ({ defects: [{ code: 'record_schema', reason }] });
const tooLong = wrong(`longer than ${lineBytesMax / 1024} KiB`);

/** Undefined for an empty line. */
function readLine(raw: Uint8Array, isFirst: boolean): ReadLine | undefined {
  let written: string;
  try {
    written = text(raw);
  } catch {
    return wrong('not UTF-8');
  }
  // Programs of one system begin every file with a byte order mark.
  const line = isFirst ? written.replace(/^\uFEFF/, '') : written;
  if (line.trim() === '') return undefined;
  try {
    const record = parseDocument(line, maxDepth);
    const defects = recordDefects(record, newestFold);
    return defects.length > 0 ? { defects } : { record: record as unknown as FactRecord };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { defects: error.defects };
  }
}
