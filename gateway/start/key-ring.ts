import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { DataDir } from '../data-dir/data-dir.js';

const uses = ['sign', 'log', 'cosigner'] as const;
export type RingUse = (typeof uses)[number];

/** A private key, and what the consortium calls its public part: `kid` of a sign key, the key itself (`x`) of the others. */
export interface HeldKey {
  readonly name: string;
  readonly key: KeyObject;
}

/**
 * The keys of one organisation that lie in the data directory. It may hold several of each use: the consortium says which one
 * is in force. A file that is put there while the gateway runs is found when it is first needed.
 */
export class KeyRing {
  #held = new Map<string, HeldKey>();

  readonly #data: Pick<DataDir, 'keys'>;
  readonly #org: string;

  private constructor(data: Pick<DataDir, 'keys'>, org: string) {
    this.#data = data;
    this.#org = org;
  }

  /** Throws SetupError for a file that is no private key. */
  static async open(data: Pick<DataDir, 'keys'>, org: string): Promise<KeyRing> {
    const ring = new KeyRing(data, org);
    await ring.look();
    return ring;
  }

  /** Reads the files anew. Throws SetupError. */
  async look(): Promise<void> {
    const held = new Map<string, HeldKey>();
    for (const use of uses) {
      for (const file of await this.#data.keys(this.#org, use)) {
        const name = (use === 'sign' ? file.kid : file.x) ?? '';
        held.set(`${use} ${name}`, { name, key: createPrivateKey({ key: file, format: 'jwk' }) });
      }
    }
    this.#held = held;
  }

  has(use: RingUse): boolean {
    return [...this.#held.keys()].some((key) => key.startsWith(`${use} `));
  }

  /** The first of these keys that is here. */
  held(use: RingUse, names: readonly string[]): HeldKey | undefined {
    return names.map((name) => this.#held.get(`${use} ${name}`)).find((key) => key !== undefined);
  }

  /** As `held`, but looks for new files where the first one is not here. Throws SetupError. */
  async find(use: RingUse, names: readonly string[]): Promise<HeldKey | undefined> {
    if (this.held(use, names.slice(0, 1)) === undefined) await this.look();
    return this.held(use, names);
  }
}
