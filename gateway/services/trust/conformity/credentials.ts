import { didOf } from '../../../../chaincode/domain/badge/issuer.js';
import type { Sha256 } from '../../../../chaincode/domain/ports.js';
import type { Certification } from '../../../../chaincode/domain/records/certification.js';
import type { FactRecord } from '../../../../chaincode/domain/records/index.js';
import { statusEntry } from '../../../../chaincode/domain/status-lists/entry.js';
import type { Queries } from '../../../projection/port.js';
import { ServiceError, notFound } from '../../common/service-error.js';
import { signCredential, type CredentialSigner } from '../credential-signer.js';
import { conformityCredential } from './credential.js';

export interface ConformityCredentialsOptions {
  /** The organisation that issues them, and where its status lists are. */
  readonly org: string;
  readonly publicUrl: string;
  readonly sha256: Sha256;
}

type CredentialQueries = Pick<Queries, 'aggregate' | 'consortium' | 'listing' | 'participant' | 'record'>;

/** Certifications of the ledger as UNTP Digital Conformity Credentials, signed by this gateway's organisation. */
export class ConformityCredentials {
  readonly #queries: CredentialQueries;
  readonly #signer: CredentialSigner;
  readonly #options: ConformityCredentialsOptions;

  constructor(queries: CredentialQueries, signer: CredentialSigner, options: ConformityCredentialsOptions) {
    this.#queries = queries;
    this.#signer = signer;
    this.#options = options;
  }

  /**
   * A compact JWS of type `vc+jwt`.
   * @param id of a record that brought a term of a certificate: a certification, or a correction with one in it
   * Throws ServiceError `not_found`, also for a certification that does not count: it was corrected, say.
   */
  async one(id: string): Promise<string> {
    const { org, publicUrl, sha256 } = this.#options;
    const projected = this.#queries.record(id);
    const consortium = this.#queries.consortium();
    if (projected === undefined || consortium === undefined) throw notFound('record');
    const record = certificationIn(projected.record);
    if (record === undefined) throw noCredential('Only a certification has a Digital Conformity Credential.');
    const { certifications = [] } = this.#queries.aggregate(record.seller)?.public ?? {};
    const counted = certifications.find((one) => one.record === id);
    const certifier = this.#queries.participant(projected.issuer);
    if (counted === undefined || certifier === undefined)
      throw noCredential('This certification does not count, so there is no credential of it.');
    const { name = org, url = '' } = consortium.organisations.find((one) => one.id === org) ?? {};
    const { ledger } = consortium;
    const sellerName = this.#queries.listing(record.seller).tradingName ?? record.seller;
    const credential = conformityCredential(
      { ledger, id, record, certifier, sellerName, site: publicUrl },
      { id: didOf(url), name },
      statusEntry(sha256, ledger, publicUrl, { purpose: 'suspension' }, counted.number),
    );
    return signCredential(credential, this.#signer);
  }
}

function certificationIn(record: FactRecord): Certification | undefined {
  const said = record.kind === 'correction' ? record.replacement : record;
  return said?.kind === 'certification' ? (said as Certification) : undefined;
}

const noCredential = (message: string): ServiceError => new ServiceError('not_found', message);
