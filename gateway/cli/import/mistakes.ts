import { Findings, type TableFinding } from '../tables/findings.js';
import { ImportFailure } from './failure.js';

/** All mistakes of a run's files: nothing is sent of a file that has one. */
export class Mistakes {
  readonly #byTable = new Map<string, Findings>();

  add(table: string, finding: TableFinding): void {
    const found = this.#byTable.get(table) ?? new Findings();
    found.add(finding);
    this.#byTable.set(table, found);
  }

  /** Throws ImportFailure `mistakes` where there is one. */
  assertNone(): void {
    if (this.#byTable.size === 0) return;
    const details = [...this.#byTable].flatMap(([table, findings]) =>
      findings.lines().map((line) => `${table}, ${line}`),
    );
    throw new ImportFailure('mistakes', 'the rows have mistakes; nothing was sent', { details });
  }
}
