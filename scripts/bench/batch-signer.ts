import { createHash } from 'node:crypto';
import { composeBatch } from '../../chaincode/domain/batch/compose.js';
import { hourSeconds } from '../../chaincode/domain/time.js';
import { importSigner, type Signer } from '../../gateway/sdk/client/index.js';
import type { DemoIssuer } from '../../gateway/demo/story.js';
import { DataDir } from '../../gateway/data-dir/data-dir.js';
import { findKeyFile } from '../../gateway/data-dir/key-files.js';
import type { IssuedRecords } from './facts.js';

/** Signs as the demo's participants, whose keys lie in these data directories. */
export class BatchSigner {
  readonly #signers = new Map<DemoIssuer, Signer>();
  #batches = 0;

  readonly #ledger: string;
  readonly #dataDirs: readonly string[];

  constructor(ledger: string, dataDirs: readonly string[]) {
    this.#ledger = ledger;
    this.#dataDirs = dataDirs;
  }

  /** The NDJSON of a signed batch. */
  async sign({ issuer, records }: IssuedRecords): Promise<Uint8Array> {
    const signer = await this.#signer(issuer);
    const now = Math.floor(Date.now() / 1000);
    const { bytes } = await composeBatch({
      records,
      iss: issuer,
      kid: signer.kid,
      alg: signer.alg,
      jti: `bench-${(this.#batches += 1)}`,
      aud: this.#ledger,
      iat: now,
      exp: now + hourSeconds,
      sha256: (data) => createHash('sha256').update(data).digest(),
      sign: (input) => signer.sign(input),
    });
    return bytes;
  }

  /** Signs so many batches ahead of time: signing is the sender's work and must not be measured. */
  async signAhead(facts: Iterator<IssuedRecords>, count: number): Promise<Uint8Array[]> {
    const batches: Uint8Array[] = [];
    while (batches.length < count) {
      const { value } = facts.next() as { value: IssuedRecords };
      batches.push(await this.sign(value));
    }
    return batches;
  }

  async #signer(issuer: DemoIssuer): Promise<Signer> {
    const known = this.#signers.get(issuer);
    if (known !== undefined) return known;
    const found = await Promise.all(
      this.#dataDirs.map((dir) => findKeyFile(new DataDir(dir).demoKey(issuer))),
    );
    const key = found.find((one) => one !== undefined);
    if (key === undefined) throw new Error(`no key of ${issuer}`);
    const signer = await importSigner(key);
    this.#signers.set(issuer, signer);
    return signer;
  }
}
