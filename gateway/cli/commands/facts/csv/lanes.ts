import { laneOf } from '../../../frame/lane.js';
import type { PlannedRow } from './plan-rows.js';

const lanesAtOnce = 8;
/** Rows that wait in one lane. A file is read no faster than it is sent. */
const rowsAhead = 64;

/**
 * Sends rows side by side, but those about the same thing one after the other, in the order of the file: the ledger takes what is sent
 * side by side in any order, and which of two facts counts, or which status is the last, may hang on it. `send` never rejects. Rejects
 * with what fails while rows are read, once nothing is under way any more.
 */
export async function sendInLanes(
  rows: AsyncIterable<PlannedRow>,
  issuer: string,
  send: (row: PlannedRow) => Promise<void>,
): Promise<void> {
  const lanes = Array.from({ length: lanesAtOnce }, () => new Lane(send));
  try {
    for await (const row of rows) await lanes[numberOf(laneOf(row.record, issuer)) % lanesAtOnce]?.add(row);
  } finally {
    await Promise.all(lanes.map((lane) => lane.end()));
  }
}

class Lane {
  readonly #send: (row: PlannedRow) => Promise<void>;
  /** Of each row that is not sent yet, in order. */
  readonly #sent: Promise<void>[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(send: (row: PlannedRow) => Promise<void>) {
    this.#send = send;
  }

  /** Resolves once another row may be added. */
  async add(row: PlannedRow): Promise<void> {
    this.#last = this.#last.then(() => this.#send(row));
    this.#sent.push(this.#last);
    if (this.#sent.length >= rowsAhead) await this.#sent.shift();
  }

  end(): Promise<void> {
    return this.#last;
  }
}

/** The same for the same text, and spread evenly. */
const numberOf = (text: string): number =>
  [...text].reduce((sum, character) => (Math.imul(sum, 31) + character.charCodeAt(0)) >>> 0, 0);
