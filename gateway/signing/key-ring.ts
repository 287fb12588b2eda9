import type { OrganisationKeyUse } from '../data-dir/key-files.js';
import { SigningError, type Signer, type SigningKey } from './port.js';

/** Whether an organisation's signer answers. */
export interface SignerHealth {
  readonly ok: boolean;
  /** What is wrong, else where the keys lie. */
  readonly detail: string;
}

/**
 * The keys of one organisation, as its signer has them. There may be several of each use: the consortium says which one is in
 * force. A key that is put there while the gateway runs is found when it is first needed.
 */
export class KeyRing {
  /** Undefined until the signer has answered once. */
  #held: ReadonlyMap<string, SigningKey> | undefined;
  #trouble: SigningError | undefined;

  /** Called when the signer stops answering, and when it answers again. */
  onHealth: (health: SignerHealth) => void = () => undefined;

  readonly #signer: Signer;

  constructor(signer: Signer) {
    this.#signer = signer;
  }

  get health(): SignerHealth {
    return this.#trouble === undefined
      ? { ok: true, detail: this.#signer.place }
      : { ok: false, detail: this.#trouble.message };
  }

  /** Asks what keys there are. Rejects with SigningError, SetupError; what was known stays known. */
  async look(): Promise<void> {
    const keys = await this.#told(() => this.#signer.keys());
    this.#held = new Map(keys.map((key) => [`${key.use} ${key.name}`, key]));
  }

  /** Whether there is a key of this use; true, too, while nobody has said that there is none. */
  has(use: OrganisationKeyUse): boolean {
    return this.#held === undefined || [...this.#held.values()].some((key) => key.use === use);
  }

  /** The first of these keys that is known to be here. */
  held(use: OrganisationKeyUse, names: readonly string[]): SigningKey | undefined {
    const found = names.map((name) => this.#held?.get(`${use} ${name}`)).find((key) => key !== undefined);
    return found && { ...found, sign: (data) => this.#told(() => found.sign(data)) };
  }

  /** Any key of this use. */
  any(use: OrganisationKeyUse): SigningKey | undefined {
    const names = [...(this.#held?.values() ?? [])].flatMap((key) => (key.use === use ? [key.name] : []));
    return this.held(use, names);
  }

  /** As `held`, but looks for new keys where the first one is not known. Rejects with SigningError, SetupError. */
  async find(use: OrganisationKeyUse, names: readonly string[]): Promise<SigningKey | undefined> {
    if (this.held(use, names.slice(0, 1)) === undefined) await this.look();
    return this.held(use, names);
  }

  close(): Promise<void> {
    return this.#signer.close();
  }

  /** What comes of asking the signer also tells how it is. A key that it does not have says nothing of that. */
  async #told<T>(ask: () => Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      this.#became(undefined);
      return answer;
    } catch (error) {
      if (error instanceof SigningError && error.code !== 'key_unknown') this.#became(error);
      throw error;
    }
  }

  #became(trouble: SigningError | undefined): void {
    const isNew = trouble?.message !== this.#trouble?.message;
    this.#trouble = trouble;
    if (isNew) this.onHealth(this.health);
  }
}
