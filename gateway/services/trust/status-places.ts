import type { BadgeSubject } from '../../../chaincode/domain/badge/types.js';
import type { CertificationEntry } from '../../../chaincode/domain/fold/aggregate.js';
import type { Sha256 } from '../../../chaincode/domain/ports.js';
import { placeOf } from '../../../chaincode/domain/status-lists/place.js';
import { seriesName, statusListPath, type Series } from '../../../chaincode/domain/status-lists/series.js';
import type { StatusEntry } from '../../../chaincode/domain/status-lists/types.js';
import type { Numbers } from '../../projection/port.js';

/** Where a badge's bits are. */
export class StatusPlaces {
  readonly #numbers: Numbers;
  readonly #publicUrl: string;
  readonly #sha256: Sha256;

  constructor(numbers: Numbers, publicUrl: string, sha256: Sha256) {
    this.#numbers = numbers;
    this.#publicUrl = publicUrl;
    this.#sha256 = sha256;
  }

  /** One entry for the band it states, if it states one, and one for each certificate that its score counts. */
  entries(
    ledger: string,
    { band, policy, seller }: BadgeSubject,
    certificates: readonly CertificationEntry[],
  ): readonly StatusEntry[] {
    const number = this.#numbers.sellerNumber(seller);
    if (number === undefined) throw new Error('a seller in the map has a number');
    const places: (readonly [Series, number])[] = [];
    if (band !== null) places.push([{ purpose: 'revocation', policy: policy.version, band }, number]);
    const isCounted = (place: number): boolean => {
      const name = this.#numbers.certificateAt(place);
      return certificates.some(
        ({ certificate, issuer }) => issuer === name?.issuer && certificate === name.certificate,
      );
    };
    for (const place of this.#numbers.certificateNumbers(seller))
      if (isCounted(place)) places.push([{ purpose: 'suspension' }, place]);
    return places.map(([series, place]) => this.#entry(ledger, series, place));
  }

  #entry(ledger: string, series: Series, number: number): StatusEntry {
    const { index, part } = placeOf(this.#sha256, ledger, seriesName(series), number);
    const list = `${this.#publicUrl}${statusListPath(series, part)}`;
    return {
      id: `${list}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: series.purpose,
      statusListIndex: String(index),
      statusListCredential: list,
    };
  }
}
