import type { TrustList } from '../../../../chaincode/domain/trust-list/list.js';
import type { Seen } from '../../../sdk/verify/index.js';

interface Kept {
  readonly pinned?: TrustList;
  readonly lastSeen?: Seen;
}

/**
 * What this browser saw of a ledger on earlier visits. It finds out a site that later shows another trust list or an older
 * ledger. It holds nothing about the visitor. A browser may forbid or lose it: then each visit counts as the first.
 */
export class Memory {
  readonly #name: string;

  constructor(ledger: string) {
    this.#name = `stl-seen-${ledger}`;
  }

  /** What was kept; empty on a first visit. */
  get kept(): Kept {
    return this.#read();
  }

  keep(more: Kept): void {
    this.#write({ ...this.#read(), ...more });
  }

  #read(): Kept {
    try {
      return JSON.parse(localStorage.getItem(this.#name) ?? '{}') as Kept;
    } catch {
      return {};
    }
  }

  #write(kept: Kept): void {
    try {
      localStorage.setItem(this.#name, JSON.stringify(kept));
    } catch {
      // Without storage the badge is checked all the same.
    }
  }
}
