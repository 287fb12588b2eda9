import { gzipSync } from 'node:zlib';
import { didOf } from '../../../chaincode/domain/badge/issuer.js';
import { base64url } from '../../../chaincode/domain/bytes.js';
import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import type { Sha256 } from '../../../chaincode/domain/ports.js';
import { emptyBits, setBit } from '../../../chaincode/domain/status-lists/bits.js';
import { listSize, placeOf } from '../../../chaincode/domain/status-lists/place.js';
import { seriesName, statusListPath, type Series } from '../../../chaincode/domain/status-lists/series.js';
import {
  listLifeSeconds,
  listTtlMs,
  type StatusListCredential,
} from '../../../chaincode/domain/status-lists/types.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import { signCredential, type CredentialSigner } from './credential-signer.js';
import type { Clock } from '../common/ports.js';
import { ServiceError, notFound } from '../common/service-error.js';
import type { Track } from '../common/track.js';
import type { Standings } from './status-standings.js';

/** Milliseconds that a caller waits for sellers to be judged, and seconds after which to ask again. */
const currentWithinMs = 5_000;
const retryAfterSeconds = 5;

export interface StatusListsOptions {
  readonly publicUrl: string;
  readonly org: string;
  readonly sha256: Sha256;
  readonly clock: Clock;
  /** Seconds: the time of the newest agreed checkpoint; 0 before there is one. */
  readonly asOf: () => number;
  readonly consortium: () => ConsortiumState | undefined;
}

/** Status lists as of the newest folded block: what is revoked is revoked at once, whatever epoch badges rest on. */
export class StatusLists {
  readonly #standings: Standings;
  readonly #signer: CredentialSigner;
  readonly #options: StatusListsOptions;

  constructor(standings: Standings, signer: CredentialSigner, options: StatusListsOptions) {
    this.#standings = standings;
    this.#signer = signer;
    this.#options = options;
  }

  /** A compact JWS of type `vc+jwt`. Throws ServiceError `not_found`, `projection_unavailable`. */
  async one(series: Series, part: number): Promise<string> {
    const { asOf, consortium: state, org, publicUrl } = this.#options;
    const consortium = state();
    if (consortium === undefined) throw notFound('status list');
    this.#standings.date(asOf());
    const [track, isSet] = this.#judged(series);
    if (!(await track.current(currentWithinMs))) {
      throw new ServiceError('projection_unavailable', 'The sellers are still being judged.', {
        retryAfter: retryAfterSeconds,
      });
    }
    const bits = this.#bits(consortium.ledger, series, part, track, isSet);
    const now = this.#options.clock();
    const id = `${publicUrl}${statusListPath(series, part)}`;
    const credential: StatusListCredential = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: didOf(consortium.organisations.find((one) => one.id === org)?.url ?? ''),
      validFrom: formatTime(now),
      validUntil: formatTime(now + listLifeSeconds),
      credentialSubject: {
        id: `${id}#list`,
        type: 'BitstringStatusList',
        statusPurpose: series.purpose,
        encodedList: `u${base64url(gzipSync(bits))}`,
        ttl: listTtlMs,
      },
    };
    return signCredential(credential, this.#signer);
  }

  #judged(series: Series): readonly [Track<number>, (value: number) => boolean] {
    if (series.purpose === 'suspension') return [this.#standings.certificates, (counts) => counts === 0];
    const bands = this.#standings.bands(series.policy);
    const stated = bands?.policy.bands.findIndex(({ name }) => name === series.band) ?? -1;
    if (bands === undefined || stated < 0) throw notFound('status list');
    // Bands go from the best to the worst.
    return [bands.track, (band) => band > stated];
  }

  #bits(
    ledger: string,
    series: Series,
    part: number,
    track: Track<number>,
    isSet: (value: number) => boolean,
  ): Uint8Array {
    const bits = emptyBits();
    const name = seriesName(series);
    for (let number = part * listSize; number < (part + 1) * listSize; number++) {
      const value = track.at(number);
      if (value === undefined) break;
      if (isSet(value)) setBit(bits, placeOf(this.#options.sha256, ledger, name, number).index);
    }
    return bits;
  }
}
