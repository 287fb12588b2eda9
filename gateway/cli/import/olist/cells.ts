import { parseTime, hourSeconds } from '../../../../chaincode/domain/time.js';
import { ImportFailure } from '../failure.js';

/**
 * Olist's times have no zone. We read them as UTC-3 (Brasília without daylight saving): one fixed offset keeps
 * every comparison within the file as it was. Days of daylight saving come out at most one hour late.
 */
export const brazilOffsetSeconds = 3 * hourSeconds;

/** Reads cells of one row; a failure names file, line and column only. */
export class Cells {
  readonly #file: string;
  readonly #line: number;

  constructor(file: string, line: number) {
    this.#file = file;
    this.#line = line;
  }

  /** `2017-07-09 21:57:05` in Brazil to seconds since the epoch. */
  time(text: string, column: string): number {
    const parts = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text);
    const local = parts ? parseTime(`${parts[1]}T${parts[2]}Z`) : undefined;
    if (local === undefined) throw this.#failure(column);
    return local + brazilOffsetSeconds;
  }

  optionalTime(text: string, column: string): number | null {
    return text === '' ? null : this.time(text, column);
  }

  /** `128.45` reais to centavos, exactly: no float ever holds money. */
  centavos(text: string, column: string): number {
    const parts = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text);
    if (!parts) throw this.#failure(column);
    return Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
  }

  integer(text: string, column: string, min: number, max: number): number {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (!(value >= min && value <= max)) throw this.#failure(column);
    return value;
  }

  id(text: string, column: string): string {
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(text)) throw this.#failure(column);
    return text;
  }

  #failure(column: string): ImportFailure {
    return new ImportFailure('file_malformed', `${this.#file}, line ${this.#line}: ${column} is not valid`);
  }
}
