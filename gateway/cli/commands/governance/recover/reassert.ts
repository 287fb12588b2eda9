import type { FactRecord, RecordKind, RecordOf } from '../../../../../chaincode/domain/records/index.js';
import { contentId, ProblemError, type RecordView } from '../../../../sdk/client/index.js';
import { recordsPerBatch } from '../../../frame/batch-size.js';
import { CliFailure } from '../../../frame/failure.js';
import type { SigningClient } from '../../../frame/signing.js';

/** Old record id -> the id under which it now stands. */
export type Reasserted = ReadonlyMap<string, string>;

interface Waiting {
  readonly id: string;
  readonly record: FactRecord;
}

type Rename<R> = (record: R, newId: (id: string) => string) => R;
const same = <R>(record: R): R => record;

/** A record that names records of its issuer must name them by their new ids. A reply names another's, which stands. */
const renames: { readonly [K in RecordKind]: Rename<RecordOf<K>> } = {
  identity: same,
  order: same,
  fulfilment: same,
  inspection: same,
  review: same,
  certification: same,
  'certification-status': same,
  payment: same,
  case: (record, newId) =>
    record.contests ? { ...record, contests: record.contests.map((id) => newId(id)) } : record,
  correction: (record, newId) => ({ ...record, target: newId(record.target) }),
  trace: same,
  reply: same,
};

function rename<K extends RecordKind>(
  kind: K,
  record: RecordOf<K>,
  newId: (id: string) => string,
): RecordOf<K> {
  return renames[kind](record, newId);
}

const renamed = (record: FactRecord, ids: Reasserted): FactRecord =>
  rename(record.kind, record, (id) => ids.get(id) ?? id);

function namedBy(record: FactRecord): readonly string[] {
  const ids: string[] = [];
  rename(record.kind, record, (id) => {
    ids.push(id);
    return id;
  });
  return ids;
}

/** Where an earlier run put a batch: what the new key signed, by jti. */
async function earlier({ client, as, signer }: SigningClient): Promise<Map<string, string>> {
  const batches = new Map<string, string>();
  const path = `/v1/participants/${as}/batches?kid=${signer.kid}`;
  for await (const { batch, jti } of client.list<{ batch: string; jti: string }>(path))
    batches.set(jti, batch);
  return batches;
}

/** States records again, in their order, under the new key. Run again, it goes on where it stopped. */
export class Reassertion {
  readonly #ids = new Map<string, string>();
  readonly #waiting: Waiting[] = [];

  readonly #signing: SigningClient;
  readonly #before: ReadonlyMap<string, string>;

  private constructor(signing: SigningClient, before: ReadonlyMap<string, string>) {
    this.#signing = signing;
    this.#before = before;
  }

  static async start(signing: SigningClient): Promise<Reassertion> {
    return new Reassertion(signing, await earlier(signing));
  }

  async add(id: string): Promise<void> {
    const { value } = await this.#signing.client.get<RecordView>(`/v1/records/${id}`);
    if (!value.visible || value.issuer !== this.#signing.as)
      throw new CliFailure(`record ${id} is not one that ${this.#signing.as} stated`, { code: 'not_found' });

    const refers = namedBy(value.record).some((named) => this.#waiting.some((one) => one.id === named));
    if (refers || this.#waiting.length === recordsPerBatch) await this.#flush();
    this.#waiting.push({ id, record: value.record });
  }

  async finish(): Promise<Reasserted> {
    await this.#flush();
    return this.#ids;
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) return;
    const records = waiting.map(({ record }) => renamed(record, this.#ids));
    // Not the content's own id: that may be the very jti that the stolen key's batch had.
    const jti = `reassert.${contentId(records)}`;
    const batch = this.#before.get(jti) ?? (await this.#send(records, jti));
    waiting.forEach(({ id }, i) => this.#ids.set(id, `${batch}.${i}`));
  }

  async #send(records: readonly FactRecord[], jti: string): Promise<string> {
    const { client, as } = this.#signing;
    const batch = await client.signBatch(records, { as, jti });
    try {
      return (await client.deliver(batch)).batch;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      throw new CliFailure(
        `records could not be stated again: ${error.message}; run this once more to go on`,
        {
          code: error.code,
          cause: error,
        },
      );
    }
  }
}
