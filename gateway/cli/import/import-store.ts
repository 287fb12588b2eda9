import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { base64url, fromBase64url, text, utf8 } from '../../../chaincode/domain/bytes.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { openStore } from '../../store/open-store.js';
import type { Change, Store } from '../../store/store.js';
import type { SignedBatch } from './batch-gateway.js';
import { ImportFailure } from './failure.js';
import { statedBy, type Stated } from './changes.js';
import type { Identity, Standing } from './stated.js';

/** Which identity a record of a batch states, or corrects. */
export interface Mark {
  readonly identity: Identity;
  /** Where the rows are that say so, for a person: `orders.csv, row 12`. */
  readonly place: string;
  /** What the record corrects, or states again; absent where it is stated for the first time. */
  readonly known?: Standing;
}

/** A signed batch whose receipt we have not seen. */
export interface WaitingBatch extends SignedBatch {
  /** Its place among those that wait: the later may build on the earlier. */
  readonly number: number;
  /** One for each record, in their order. */
  readonly marks: readonly Mark[];
}

/** Raised where a store of before could not be read any more. */
const layout = '1';

const secretBytes = 32;
const poolBytes = 128 * secretBytes;

/**
 * What an importer keeps for itself: the secrets behind its commitments, the signed batches on their way, and what it has stated. A batch
 * is written here, with what it will make stand, before it leaves; what stands is written in one with the end of its waiting. So after a
 * crash a record is either not begun, or lies here as the very bytes that will be sent again.
 */
export class ImportStore {
  readonly #drawn = new Map<string, Uint8Array>();
  readonly #assumed = new Map<string, string>();
  readonly #store: Store<string>;
  #next = 0;
  #pool: Uint8Array = new Uint8Array(0);

  private constructor(
    readonly directory: string,
    store: Store<string>,
  ) {
    this.#store = store;
  }

  /**
   * Opens the store below `directory` that belongs to a participant of a ledger, or begins it. Throws ImportFailure `other_ledger`,
   * `other_participant`, `other_layout`; StoreFailure, `locked` where another run has it open.
   */
  static async open(directory: string, owner: { ledger: string; participant: string }): Promise<ImportStore> {
    const at = join(directory, 'store');
    // Of the store itself, too: a directory that was there before may be open to all.
    for (const path of [directory, at]) await mkdir(path, { recursive: true, mode: 0o700 });
    const store = await openStore<string>({ directory: at, keys: 'utf8', synced: true, create: 'if-absent' });
    try {
      await claim(store, directory, owner);
      const opened = new ImportStore(directory, store);
      for await (const { number } of opened.waiting()) opened.#next = number + 1;
      return opened;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** 32 random bytes, drawn once for a name and the same ever after. Durable with the next `keepSecrets`. */
  secret(...name: readonly string[]): Uint8Array {
    const key = `secret/${JSON.stringify(name)}`;
    const drawn = this.#drawn.get(key);
    if (drawn !== undefined) return drawn;
    const kept = fromBase64url(this.#store.get(key)?.toString() ?? '');
    if (kept?.length === secretBytes) return kept;
    const fresh = this.#random();
    this.#drawn.set(key, fresh);
    return fresh;
  }

  /** Asking for few bytes takes as long as asking for many. */
  #random(): Uint8Array {
    if (this.#pool.length === 0) this.#pool = randomBytes(poolBytes);
    const drawn = this.#pool.subarray(0, secretBytes);
    this.#pool = this.#pool.subarray(secretBytes);
    return drawn;
  }

  /** How many secrets wait for `keepSecrets`. */
  get drawn(): number {
    return this.#drawn.size;
  }

  /** Nothing that hangs on a secret may leave before it is durable: a second one would give the same order another commitment. */
  async keepSecrets(): Promise<void> {
    const drawn = [...this.#drawn];
    if (drawn.length === 0) return;
    await this.#store.write(drawn.map(([key, bytes]) => ({ key, value: base64url(bytes) })));
    for (const [key] of drawn) this.#drawn.delete(key);
  }

  /** For a run that only tries. */
  forgetSecrets(): void {
    this.#drawn.clear();
  }

  /** What stands of an identity; undefined where nothing was ever stated of it. */
  stated(identity: Identity): Standing | undefined {
    const key = statedKey(identity);
    const found = this.#assumed.get(key) ?? this.#store.get(key)?.toString();
    return found === undefined ? undefined : standingIn(found);
  }

  /** All that was stated under the name of a map's record. */
  async *statedUnder(name: string): AsyncGenerator<readonly [Identity, Standing]> {
    const prefix = `stated/${name}/`;
    const assumed = new Map([...this.#assumed].filter(([key]) => key.startsWith(prefix)));
    for await (const [key, value] of this.#store.rows({ gte: prefix, lt: `stated/${name}0` }))
      if (!assumed.has(key)) yield [{ name, digest: key.slice(prefix.length) }, standingIn(value.toString())];
    for (const [key, value] of assumed) yield [{ name, digest: key.slice(prefix.length) }, standingIn(value)];
  }

  /** Keeps a signed batch until `settle` or `drop`. Durable when it resolves. */
  async keep(batch: SignedBatch, marks: readonly Mark[]): Promise<WaitingBatch> {
    const waiting = { ...batch, marks, number: this.#next++ };
    await this.#store.write([putWaiting(waiting)]);
    return waiting;
  }

  /** Puts a newly signed form in the place of one that expired unsent. */
  async replace(waiting: WaitingBatch, signed: SignedBatch): Promise<WaitingBatch> {
    const fresh = { ...waiting, ...signed };
    await this.#store.write([putWaiting(fresh)]);
    return fresh;
  }

  /** The ledger has the batch: what it states stands. */
  async settle(batch: WaitingBatch): Promise<void> {
    await this.#store.write([...standings(batch), { key: waitingKey(batch) }]);
  }

  /** From now on it answers as if the ledger had taken all that waits; nothing is written. For a run that only tries. */
  async assumeSettled(): Promise<void> {
    for await (const batch of this.waiting())
      for (const { key, value } of standings(batch)) this.#assumed.set(key, value);
  }

  /** The ledger has refused the batch: nothing of it stands. */
  async drop(batch: WaitingBatch): Promise<void> {
    await this.#store.write([{ key: waitingKey(batch) }]);
  }

  /** What an earlier run left unconfirmed, in the order in which it was composed. */
  async *waiting(): AsyncGenerator<WaitingBatch> {
    for await (const [, value] of this.#store.rows({ gte: 'waiting/', lt: 'waiting0' })) {
      const { bytes, ...rest } = JSON.parse(value.toString()) as Omit<WaitingBatch, 'bytes'> & {
        bytes: string;
      };
      yield { ...rest, bytes: utf8(bytes) };
    }
  }

  /** What a part of the program keeps beside it under a name of its own, such as how far a source was read. */
  kept(name: string): string | undefined {
    return this.#store.get(`kept/${name}`)?.toString();
  }

  keepBeside(name: string, value: string): Promise<void> {
    return this.keepAllBeside(new Map([[name, value]]));
  }

  async keepAllBeside(values: ReadonlyMap<string, string>): Promise<void> {
    await this.#store.write([...values].map(([name, value]) => ({ key: `kept/${name}`, value })));
  }

  async close(): Promise<void> {
    await this.#store.close();
  }
}

const standingIn = (value: string): Standing => JSON.parse(value) as Standing;
const statedKey = ({ name, digest }: Identity): string => `stated/${name}/${digest}`;
const waitingKey = ({ number }: WaitingBatch): string => `waiting/${String(number).padStart(12, '0')}`;

function putWaiting(batch: WaitingBatch): Change<string> {
  return { key: waitingKey(batch), value: JSON.stringify({ ...batch, bytes: text(batch.bytes) }) };
}

/** The canonical texts of its records. */
const linesOf = (bytes: Uint8Array): string[] => text(bytes).split('\n').slice(1, -1);

/** The records of a signed batch, in their order. */
export function recordsOf({ bytes }: SignedBatch): FactRecord[] {
  return linesOf(bytes).map((line) => JSON.parse(line) as FactRecord);
}

/** What a batch makes stand. */
function standings(batch: WaitingBatch): { readonly key: string; readonly value: string }[] {
  const lines = linesOf(batch.bytes);
  return batch.marks.map(({ identity, known }, i) => {
    const line = lines[i] ?? '';
    const step = stepOf(JSON.parse(line) as FactRecord, known);
    const stated = statedBy(known, step, `${batch.id}.${i}`, line);
    return { key: statedKey(identity), value: JSON.stringify({ ...stated, iss: batch.iss }) };
  });
}

function stepOf(record: FactRecord, known: Stated | undefined): Parameters<typeof statedBy>[1] {
  const corrects = record.kind === 'correction' && known !== undefined && !known.takenBack;
  return corrects ? { step: 'correct', record } : { step: 'state', record };
}

async function claim(
  store: Store<string>,
  directory: string,
  owner: { ledger: string; participant: string },
): Promise<void> {
  const found = store.get('layout')?.toString();
  if (found === undefined) {
    const isEmpty = (await store.rows({ gte: ' ', lt: '~' }).next()).done === true;
    if (!isEmpty) throw otherLayout(directory);
    const { ledger, participant } = owner;
    await store.write(
      Object.entries({ layout, ledger, participant }).map(([key, value]) => ({ key, value })),
    );
    return;
  }
  if (found !== layout) throw otherLayout(directory);
  if (store.get('ledger')?.toString() !== owner.ledger) {
    throw new ImportFailure(
      'other_ledger',
      `the store in ${directory} belongs to another ledger than the gateway: name another with --store`,
    );
  }
  if (store.get('participant')?.toString() !== owner.participant) {
    throw new ImportFailure(
      'other_participant',
      `the store in ${directory} belongs to another participant: name another with --store`,
    );
  }
}

const otherLayout = (directory: string): ImportFailure =>
  new ImportFailure(
    'other_layout',
    `the store in ${directory} was written by another version of this program, which alone can read it`,
  );
