import type { CertificateName } from '../../../chaincode/domain/fold/certificate-numbers.js';
import type { Numbers } from '../../projection/port.js';
import { Turns } from '../common/turns.js';
import { bareNumber } from './directory/search-text.js';

const bareNumberOf = ({ certificate }: CertificateName): string => bareNumber(certificate);
const issuerOf = ({ issuer }: CertificateName): string => issuer;

/**
 * Which certificates bear a number, and which an issuer has issued. Certificates get their places in the ledger's order and keep them,
 * so only those that came since the last question are read.
 */
export class CertificateIndex {
  #byNumber = new Map<string, number[]>();
  #byIssuer = new Map<string, number[]>();
  #read = 0;
  #reading: Promise<void> | undefined;

  readonly #numbers: Pick<Numbers, 'certificateAt' | 'certificateCount'>;

  constructor(numbers: Pick<Numbers, 'certificateAt' | 'certificateCount'>) {
    this.#numbers = numbers;
  }

  /** Places, as `certificateAt` takes them, ascending. */
  find(number: string): Promise<readonly number[]> {
    return this.#placesOf(bareNumber(number), () => this.#byNumber, bareNumberOf);
  }

  /** Places, as `certificateAt` takes them, ascending. */
  issuedBy(issuer: string): Promise<readonly number[]> {
    return this.#placesOf(issuer, () => this.#byIssuer, issuerOf);
  }

  async #placesOf(
    wanted: string,
    index: () => ReadonlyMap<string, readonly number[]>,
    wordOf: (name: CertificateName) => string,
  ): Promise<readonly number[]> {
    await this.#catchUp();
    const places = index().get(wanted) ?? [];
    const isSo = (place: number): boolean => {
      const name = this.#numbers.certificateAt(place);
      return name !== undefined && wordOf(name) === wanted;
    };
    // What is folded anew may have other places: then nothing that was read before counts.
    if (places.every(isSo)) return places;
    this.#forget();
    await this.#catchUp();
    return index().get(wanted) ?? [];
  }

  #forget(): void {
    this.#byNumber = new Map();
    this.#byIssuer = new Map();
    this.#read = 0;
  }

  /** All who ask meanwhile wait for the one reading. */
  async #catchUp(): Promise<void> {
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #readOn(): Promise<void> {
    if (this.#numbers.certificateCount() < this.#read) this.#forget();
    const turns = new Turns();
    for (; this.#read < this.#numbers.certificateCount(); this.#read++) {
      const name = this.#numbers.certificateAt(this.#read);
      if (name !== undefined) {
        add(this.#byNumber, bareNumberOf(name), this.#read);
        add(this.#byIssuer, issuerOf(name), this.#read);
      }
      if (turns.isOver) await turns.next();
    }
  }
}

function add(index: Map<string, number[]>, word: string, place: number): void {
  const known = index.get(word);
  if (known === undefined) index.set(word, [place]);
  else known.push(place);
}
