import {
  type CertificateName,
  certificateAt,
  certificateNumbersOf,
} from '../../chaincode/domain/fold/certificate-numbers.js';
import { entryAt, lengthOf, lists } from '../../chaincode/domain/fold/list.js';
import type { SellerDoc } from '../../chaincode/domain/fold/sellers.js';
import { keys, load } from '../../chaincode/domain/fold/state.js';
import type { Numbers } from './port.js';
import type { View } from './view.js';

export class ProjectionNumbers implements Numbers {
  readonly #view: View;

  constructor(view: View) {
    this.#view = view;
  }

  sellerCount(): number {
    return lengthOf(this.#view, lists.sellers);
  }

  sellerAt(number: number): string | undefined {
    return entryAt(this.#view, lists.sellers, number);
  }

  sellerNumber(seller: string): number | undefined {
    return load<SellerDoc>(this.#view, keys.seller(seller))?.number;
  }

  certificateCount(): number {
    return lengthOf(this.#view, lists.certificates);
  }

  certificateAt(number: number): CertificateName | undefined {
    return certificateAt(this.#view, number);
  }

  certificateNumbers(seller: string): readonly number[] {
    return certificateNumbersOf(this.#view, seller);
  }
}
