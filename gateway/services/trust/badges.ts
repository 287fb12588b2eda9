import { didOf } from '../../../chaincode/domain/badge/issuer.js';
import { certifiersOf, scoreOf, statusEntriesOf, subjectOf } from '../../../chaincode/domain/badge/subject.js';
import {
  badgeForm,
  badgeLifeMaxSeconds,
  type BadgeCredential,
  type BadgeEvidence,
  type Proven,
} from '../../../chaincode/domain/badge/types.js';
import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import type { Sha256 } from '../../../chaincode/domain/ports.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import { parseCheckpoint } from '../../../chaincode/domain/tlog/checkpoint.js';
import type { Queries } from '../../projection/port.js';
import type { Proofs } from '../../projection/proofs-port.js';
import type { EvidenceCheck } from './evidence-check.js';
import { signCredential, type CredentialSigner } from './credential-signer.js';
import type { Checkpoints, ShownCheckpoint } from '../common/checkpoints.js';
import { notFound, notSealed, type ServiceError } from '../common/service-error.js';

export interface BadgesOptions {
  /** The organisation that issues them, and where its status lists are. */
  readonly org: string;
  readonly publicUrl: string;
  readonly sha256: Sha256;
}

/** Badges at the newest epoch that k organisations agree on, signed by this gateway's organisation. */
export class Badges {
  /** Made once per seller, signed checkpoint and key: nothing else goes into one. */
  #made = new Map<string, Promise<string>>();
  #madeFor = '';

  readonly #queries: Pick<Queries, 'aggregate'>;
  readonly #proofs: Pick<Proofs, 'mapEntry'>;
  readonly #checkpoints: Checkpoints;
  readonly #signer: CredentialSigner;
  readonly #options: BadgesOptions;
  readonly #check: Pick<EvidenceCheck, 'assert'>;

  constructor(
    queries: Pick<Queries, 'aggregate'>,
    proofs: Pick<Proofs, 'mapEntry'>,
    checkpoints: Checkpoints,
    signer: CredentialSigner,
    options: BadgesOptions,
    check: Pick<EvidenceCheck, 'assert'>,
  ) {
    this.#queries = queries;
    this.#proofs = proofs;
    this.#checkpoints = checkpoints;
    this.#signer = signer;
    this.#options = options;
    this.#check = check;
  }

  /** A compact JWS of type `vc+jwt`. Throws ServiceError `not_found`, `not_sealed`. */
  one(seller: string): Promise<string> {
    const agreed = this.#checkpoints.agreed();
    if (agreed === undefined) throw this.#missing(seller);
    // Of another epoch, before a witness had seen it, or signed with a key that was replaced since.
    const made = `${this.#signer.kid} ${agreed.note}`;
    if (made !== this.#madeFor || this.#made.size >= badgesKept) this.#made = new Map();
    this.#madeFor = made;
    const known = this.#made.get(seller) ?? this.#make(seller, agreed);
    this.#made.set(seller, known);
    // A failure now must not stick until the next epoch.
    known.catch(() => this.#made.delete(seller));
    return known;
  }

  async #make(seller: string, { body, note }: ShownCheckpoint): Promise<string> {
    const evidence = this.#evidence(seller, note);
    await this.#check.assert(evidence);
    const { asof = 0, ledger = '' } = parseCheckpoint(body) ?? {};
    const { org, publicUrl, sha256 } = this.#options;
    const own = evidence.consortium.value.organisations.find(({ id }) => id === org);
    const subject = subjectOf(ledger, scoreOf(evidence, asof));
    const status = statusEntriesOf(sha256, { asof, ledger }, evidence, subject, publicUrl);
    const credential: BadgeCredential = {
      ...badgeForm,
      issuer: didOf(own?.url ?? ''),
      validFrom: formatTime(asof),
      validUntil: formatTime(asof + badgeLifeMaxSeconds),
      ...(status.length === 0 ? {} : { credentialStatus: status }),
      credentialSubject: subject,
      evidence: [evidence],
    };
    return signCredential(credential, this.#signer);
  }

  #evidence(seller: string, checkpoint: string): BadgeEvidence {
    const stated = this.#proven<BadgeEvidence['seller']['value']>(`seller/${seller}`);
    if (stated.value === null) throw this.#missing(seller);
    const consortium = this.#required<ConsortiumState>('consortium');
    const version = consortium.value.policies['score'];
    if (version === undefined) throw notFound('score policy');
    const known = { seller: { ...stated, value: stated.value } };
    return {
      type: 'SellerTrustEvidence',
      checkpoint,
      ...known,
      consortium,
      policy: this.#required(`policy/score/${version}`),
      certifiers: Object.fromEntries(
        certifiersOf(known).map((id) => [id, this.#proven(`participant/${id}`)]),
      ),
    };
  }

  /** A new seller is known before it is sealed: to call it unknown would make its badge look made up. */
  #missing(seller: string): ServiceError {
    return this.#queries.aggregate(seller) === undefined ? notFound('seller') : notSealed();
  }

  #proven<T>(key: string): Proven<T | null> {
    const { proof, value } = this.#proofs.mapEntry(key);
    return { value: value === undefined ? null : (JSON.parse(value) as T), proof };
  }

  #required<T>(key: string): Proven<T> {
    const { proof, value } = this.#proven<T>(key);
    if (value === null) throw new Error(`the map of an agreed epoch lacks ${key}`);
    return { value, proof };
  }
}

/** Badges kept until the next epoch is agreed on: about 10 KiB each. */
const badgesKept = 1_000;
