import { contentId } from '../../../../sdk/client/index.js';
import { CliFailure } from '../../../frame/failure.js';
import type { RecordLines } from './record-lines.js';

/** What the lines of a file say, each content once. */
export interface Contents {
  /** `contentId` of each. */
  readonly ids: ReadonlySet<string>;
  /** Lines that say what a line before them says. */
  readonly repeated: number;
}

/** Where thousands of lines are wrong, the rest is counted. */
const mistakesTold = 1_000;

/**
 * Reads and checks a whole file. Throws CliFailure that lists its mistakes by line and pointer: nothing is signed of a file that has
 * one.
 */
export async function contentsOf(path: string, lines: RecordLines): Promise<Contents> {
  const ids = new Set<string>();
  const found: string[] = [];
  let [records, mistakes] = [0, 0];
  for await (const { defects, line, record } of lines()) {
    if (defects === undefined) {
      records += 1;
      ids.add(contentId([record]));
      continue;
    }
    for (const { pointer = '', reason } of defects) {
      mistakes += 1;
      if (found.length < mistakesTold) found.push(`line ${line}${pointer && ` ${pointer}`}: ${reason}`);
    }
  }
  if (mistakes > 0) {
    const untold = mistakes - found.length;
    throw new CliFailure(`${path} has mistakes; nothing was signed`, {
      code: 'record_schema',
      details: untold > 0 ? [...found, `and ${untold} more mistakes`] : found,
    });
  }
  if (records === 0) throw new CliFailure(`${path} holds no records`, { code: 'record_schema' });
  return { ids, repeated: records - ids.size };
}
