import { Refusal } from '../../../chaincode/domain/errors.js';
import { signersOf, type TrustList } from '../../../chaincode/domain/trust-list/list.js';
import { signTrustList } from '../../../chaincode/domain/trust-list/signature.js';
import { LedgerError, type IdentityName, type LedgerPort } from '../../ledger/port.js';
import type { Queries } from '../../projection/port.js';

/** ES256 over bytes: 64 bytes, r || s. */
export type SignBytes = (data: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** An organisation whose sign keys lie here: the one in force and those it had or will have. */
export interface TrustListOrganisation {
  readonly id: string;
  readonly identity: IdentityName;
  /** What signs with the key of this id; undefined where it is not here. */
  readonly keyOf: (kid: string) => Promise<SignBytes | undefined>;
}

/**
 * Signs each version of the trust list for each hosted organisation that may: with the key that it had in the version
 * before. This is no vote: the proposal was. The signature tells outsiders what k organisations have decided.
 */
export class TrustListSigner {
  /** Newest version that this process has dealt with, whatever came of it. */
  #done = 0;

  readonly #ledger: Pick<LedgerPort, 'submit'>;
  readonly #queries: Pick<Queries, 'trustLists'>;
  readonly #hosted: readonly TrustListOrganisation[];
  readonly #report: (trouble: { readonly version: number; readonly reason: string }) => void;

  constructor(
    ledger: Pick<LedgerPort, 'submit'>,
    queries: Pick<Queries, 'trustLists'>,
    hosted: readonly TrustListOrganisation[],
    report: (trouble: { readonly version: number; readonly reason: string }) => void,
  ) {
    this.#ledger = ledger;
    this.#queries = queries;
    this.#hosted = hosted;
    this.#report = report;
  }

  /** Signs what is not signed yet. Throws LedgerError where the ledger takes nothing now: ask again. */
  async sign(): Promise<void> {
    let before: TrustList | undefined;
    for (const { list, signatures } of this.#queries.trustLists(Math.max(0, this.#done - 1))) {
      if (list.version > this.#done) {
        const { organisations } = signersOf(list, before);
        for (const { id, signKey } of organisations)
          if (!signatures.some(({ org }) => org === id)) await this.#signFor(id, signKey.kid, list);
        this.#done = list.version;
      }
      before = list;
    }
  }

  async #signFor(id: string, kid: string, list: TrustList): Promise<void> {
    const organisation = this.#hosted.find((one) => one.id === id);
    if (organisation === undefined) return;
    const { version } = list;
    const sign = await organisation.keyOf(kid);
    if (sign === undefined) return this.#report({ version, reason: `${id} lacks the key to sign it with` });
    const args = [String(version), await signTrustList(list, kid, sign)];
    try {
      await this.#ledger.submit({ name: 'SignTrustList', args }, organisation.identity);
    } catch (error) {
      if (!(error instanceof LedgerError) || error.code !== 'refused') throw error;
      const refusal = error.cause instanceof Refusal ? error.cause.code : error.message;
      // Another gateway of the same organisation was quicker.
      if (refusal !== 'exists') this.#report({ version, reason: `${id} could not sign: ${refusal}` });
    }
  }
}
