import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { charactersPerBatch, recordsPerBatch } from '../frame/batch-size.js';
import type { Mark } from './import-store.js';
import type { Planned } from './plan-staging.js';

export interface BuiltBatch {
  readonly issuer: string;
  readonly records: readonly FactRecord[];
  readonly marks: readonly Mark[];
  /** Its first records are about the same thing as the last of the batch before, which must arrive first. */
  readonly continues: boolean;
}

interface Part {
  readonly thing: string;
  readonly record: FactRecord;
  readonly mark: Mark;
  readonly characters: number;
}

/** Gathers one issuer's records into batches. Those about one thing stay together, as far as one batch can hold them, so that their order is settled. */
export class BatchBuilder {
  readonly #issuer: string;
  #parts: Part[] = [];
  #characters = 0;
  #continues = false;

  constructor(issuer: string) {
    this.#issuer = issuer;
  }

  /** Gives the batch that was full before this one. */
  add({
    identity,
    known,
    place,
    record,
    thing,
  }: Planned & { readonly thing: string }): BuiltBatch | undefined {
    // As long as its canonical text, which only orders the members.
    const characters = JSON.stringify(record).length;
    const mark = { identity, place, ...(known === undefined ? {} : { known }) };
    const isFull =
      this.#parts.length === recordsPerBatch || this.#characters + characters > charactersPerBatch;
    const full = isFull ? this.#cut(thing) : undefined;
    this.#parts.push({ thing, record, mark, characters });
    this.#characters += characters;
    return full;
  }

  /** The batch of what has gathered; undefined where nothing has. */
  flush(): BuiltBatch | undefined {
    return this.#parts.length === 0 ? undefined : this.#take(this.#parts.length, false);
  }

  /** Before the thing that the next record is about, unless it fills the batch alone. */
  #cut(thing: string): BuiltBatch {
    const start = this.#parts.findIndex((part) => part.thing === thing);
    if (start > 0) return this.#take(start, false);
    return this.#take(this.#parts.length, start === 0);
  }

  #take(length: number, isContinued: boolean): BuiltBatch {
    const taken = this.#parts.slice(0, length);
    this.#parts = this.#parts.slice(length);
    this.#characters = this.#parts.reduce((sum, { characters }) => sum + characters, 0);
    const continues = this.#continues;
    this.#continues = isContinued;
    const [records, marks] = [taken.map(({ record }) => record), taken.map(({ mark }) => mark)];
    return { issuer: this.#issuer, records, marks, continues };
  }
}
