import { CliFailure } from '../../frame/failure.js';

/**
 * Classes of SQLSTATE whose messages speak of the connection or of the query's own words. Others repeat cells, as
 * `invalid input syntax for type integer: "Jane Roe"` does.
 */
const spokenOf = /^(08|25|26|28|3D|3F|42|53|55|57)/;

const advice: Readonly<Record<string, string>> = {
  '25006': 'the query would write: only reading is allowed',
  '57014': 'the query took longer than ten minutes; make it smaller, or give the cursor an index',
};

/** Why a database gave no answer: in its own words where they hold no cell. */
export function databaseFailure(name: string, cause: unknown): CliFailure {
  const { code = '', message = '' } = cause as Partial<Record<'code' | 'message', string>>;
  const isState = /^[0-9A-Z]{5}$/.test(code);
  if (!isState) {
    return new CliFailure(`${name} cannot be reached${code === '' ? '' : ` (${code})`}${reason(message)}`, {
      code: 'source_unreachable',
      cause,
    });
  }
  const words = advice[code] ?? (spokenOf.test(code) ? message : 'the database cannot compute a row of it');
  return new CliFailure(`${name}: ${words} (SQLSTATE ${code})`, { code: 'source_refused', cause });
}

/** Of an error that never reached the server: an address or a file of ours, no cell. */
const reason = (message: string): string => (message === '' ? '' : `: ${message}`);
