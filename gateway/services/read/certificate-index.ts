import type { Numbers } from '../../projection/port.js';
import { Turns } from '../common/turns.js';
import { bareNumber } from './directory/search-text.js';

/**
 * Which certificates bear a number. Certificates get their places in the ledger's order and keep them, so only those that
 * came since the last question are read.
 */
export class CertificateIndex {
  #places = new Map<string, number[]>();
  #read = 0;
  #reading: Promise<void> | undefined;

  readonly #numbers: Pick<Numbers, 'certificateAt' | 'certificateCount'>;

  constructor(numbers: Pick<Numbers, 'certificateAt' | 'certificateCount'>) {
    this.#numbers = numbers;
  }

  /** Places, as `certificateAt` takes them, ascending. */
  async find(number: string): Promise<readonly number[]> {
    await this.#catchUp();
    const bare = bareNumber(number);
    const places = this.#places.get(bare) ?? [];
    // What is folded anew may have other places: then nothing that was read before counts.
    if (places.every((place) => bareNumber(this.#numbers.certificateAt(place)?.certificate ?? '') === bare))
      return places;
    this.#places = new Map();
    this.#read = 0;
    await this.#catchUp();
    return this.#places.get(bare) ?? [];
  }

  /** All who ask meanwhile wait for the one reading. */
  async #catchUp(): Promise<void> {
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #readOn(): Promise<void> {
    if (this.#numbers.certificateCount() < this.#read) {
      this.#places = new Map();
      this.#read = 0;
    }
    const turns = new Turns();
    for (; this.#read < this.#numbers.certificateCount(); this.#read++) {
      const name = this.#numbers.certificateAt(this.#read);
      if (name !== undefined) this.#add(bareNumber(name.certificate), this.#read);
      if (turns.isOver) await turns.next();
    }
  }

  #add(bare: string, place: number): void {
    const known = this.#places.get(bare);
    if (known === undefined) this.#places.set(bare, [place]);
    else known.push(place);
  }
}
