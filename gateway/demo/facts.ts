import { createHash } from 'node:crypto';
import pMap from 'p-map';
import { composeBatch } from '../../chaincode/domain/batch/compose.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import type { Signer } from '../sdk/client/index.js';
import type { LedgerPort } from '../ledger/port.js';
import { tellSeller } from './sellers.js';
import { day, hour, type DemoIssuer, type FollowUp } from './story.js';

const recordsPerBatch = 500;
const batchesInFlight = 4;

export interface DemoFactsOptions {
  readonly ledger: string;
  readonly signers: ReadonlyMap<DemoIssuer, Signer>;
  readonly sellers: number;
  readonly seed: number;
  /** Seconds since the epoch. The history ends with the UTC day before. */
  readonly now: number;
  readonly signal: AbortSignal;
  onProgress(sellers: number): void;
}

/** Signs and submits the made-up history of `sellers` sellers. Gives the number of records. Throws LedgerError. */
export async function submitDemoFacts(port: LedgerPort, options: DemoFactsOptions): Promise<number> {
  const writer = new FactWriter(options);
  const submit = (batch: Uint8Array): Promise<unknown> =>
    port.submit({ name: 'SubmitBatch', args: [], transient: { batch } });
  await pMap(demoBatches(writer, options), submit, { concurrency: batchesInFlight });
  return writer.written;
}

/** All batches of the history, signed. */
async function* demoBatches(writer: FactWriter, options: DemoFactsOptions): AsyncGenerator<Uint8Array> {
  const end = options.now - (options.now % day) - hour;
  const later: FollowUp[] = [];
  for (let index = 1; index <= options.sellers; index += 1) {
    options.signal.throwIfAborted();
    const { facts, followUps } = tellSeller(index, options.seed, end);
    for (const { about } of followUps) writer.remember(about);
    for (const { issuer, record } of facts) yield* writer.add(issuer, record);
    later.push(...followUps);
    options.onProgress(index);
  }
  yield* writer.flush();
  for (const { issuer, about, make } of later) yield* writer.add(issuer, make(writer.idOf(about)));
  yield* writer.flush();
}

/** Gathers records by issuer into batches, and learns the ids of records that others will point at. */
class FactWriter {
  written = 0;
  #batches = 0;
  readonly #gathered = new Map<DemoIssuer, FactRecord[]>();
  readonly #ids = new Map<FactRecord, string>();
  readonly #options: DemoFactsOptions;

  constructor(options: DemoFactsOptions) {
    this.#options = options;
  }

  remember(record: FactRecord): void {
    this.#ids.set(record, '');
  }

  idOf(record: FactRecord): string {
    const id = this.#ids.get(record);
    if (!id) throw new TypeError('the record is not in a batch yet');
    return id;
  }

  /** Gives a batch when the record fills one. */
  async *add(issuer: DemoIssuer, record: FactRecord): AsyncGenerator<Uint8Array> {
    const records = this.#gathered.get(issuer) ?? [];
    this.#gathered.set(issuer, records);
    records.push(record);
    if (records.length >= recordsPerBatch) yield await this.#batch(issuer, records);
  }

  /** Gives what has gathered. */
  async *flush(): AsyncGenerator<Uint8Array> {
    for (const [issuer, records] of [...this.#gathered]) yield await this.#batch(issuer, records);
  }

  async #batch(issuer: DemoIssuer, records: readonly FactRecord[]): Promise<Uint8Array> {
    this.#gathered.delete(issuer);
    const { ledger, now, signers } = this.#options;
    const signer = signers.get(issuer);
    if (!signer) throw new TypeError('an issuer of the demo has no key');
    this.#batches += 1;
    const { id, bytes } = await composeBatch({
      records,
      iss: issuer,
      kid: signer.kid,
      alg: signer.alg,
      jti: `demo-${this.#batches}`,
      aud: ledger,
      iat: now,
      exp: now + hour,
      sha256: (data) => createHash('sha256').update(data).digest(),
      sign: (input) => signer.sign(input),
    });
    records.forEach((record, i) => {
      if (this.#ids.has(record)) this.#ids.set(record, `${id}.${i}`);
    });
    this.written += records.length;
    return bytes;
  }
}
