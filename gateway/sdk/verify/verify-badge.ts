import { sha256 } from '@noble/hashes/sha2.js';
import { statusEntriesOf } from '../../../chaincode/domain/badge/subject.js';
import { badgeLifeMaxSeconds } from '../../../chaincode/domain/badge/types.js';
import { newestFold } from '../../../chaincode/domain/fold-version.js';
import {
  type AgreedCheckpoint,
  verifyCheckpoint,
  witnessKeys,
} from '../../../chaincode/domain/proofs/checkpoint.js';
import type { ProofCrypto } from '../../../chaincode/domain/ports.js';
import { ProofFailure } from '../../../chaincode/domain/proofs/failure.js';
import type { StatusEntry } from '../../../chaincode/domain/status-lists/types.js';
import { clockToleranceSeconds, parseTime } from '../../../chaincode/domain/time.js';
import { ClientError } from '../platform/errors.js';
import { verifyWith } from '../platform/keys.js';
import { isIssuedBy, isSignedBy, signerOf } from './credential.js';
import { assertFollows, assertProven } from './evidence.js';
import { historyOf, type Past } from './history.js';
import { noticesOf } from './notices.js';
import { readBadge, type ReadBadge } from './read-badge.js';
import { hostOf, isOfShop } from './shop.js';
import { areExpected, lookUp, openList, type OpenedList } from './status.js';
import type { TrustedConsortium } from './trust.js';
import { witnessedText } from './witnessed.js';
import {
  Failed,
  type BadgeContent,
  type Check,
  type CheckName,
  type Finding,
  type Seen,
  type Verdict,
} from './verdict.js';

export interface VerifyOptions extends Past {
  /** Seconds since the epoch. */
  readonly now: number;
  /** Seconds that the checkpoint may be old. */
  readonly maxAge: number;
  /** Status lists by the URLs that the badge names, as they came: fetch them just before. */
  readonly statusLists?: ReadonlyMap<string, Uint8Array>;
  /** For whom the site shows the badge. */
  readonly expected?: { readonly seller?: string; readonly shopDomain?: string };
  /** Id or URL of the organisation whose site gave this code or the trust list. */
  readonly codeFrom?: string;
  /** Called as each check is made. */
  readonly onCheck?: (check: Check) => void;
}

const crypto: ProofCrypto = {
  sha256,
  verify: (_alg, key, data, signature) => verifyWith(key, data, signature),
};

/**
 * Judges a badge: bytes and trust in, verdict out. No I/O of its own; the same in Node and browsers. It computes the score
 * again from the proven aggregate. Never throws for what is in the badge.
 */
export async function verifyBadge(
  bytes: Uint8Array,
  trust: TrustedConsortium,
  options: VerifyOptions,
): Promise<Verdict> {
  const run = new Run(trust, options);
  try {
    return await run.judge(bytes);
  } catch (error) {
    if (error instanceof Failed) return run.ended(error);
    if (error instanceof ClientError) {
      return run.ended(
        new Failed('unchecked', 'platform_unsupported', 'this platform cannot check its signatures'),
      );
    }
    // A value has a shape that this program cannot read. That shows nothing either way.
    return run.ended(
      new Failed('unchecked', 'unreadable', 'the badge holds something this program cannot read'),
    );
  }
}

class Run {
  readonly #checks: Check[] = [];
  readonly #notices: Finding[] = [];
  #current: CheckName = 'form';
  #badge: BadgeContent | undefined;
  /** What was seen before, until a newer state is shown to follow from it. */
  #seen: Seen | undefined;

  constructor(
    readonly trust: TrustedConsortium,
    readonly options: VerifyOptions,
  ) {
    this.#seen = options.lastSeen;
  }

  async judge(bytes: Uint8Array): Promise<Verdict> {
    const badge = readBadge(bytes);
    this.#pass('form', 'it is a signed seller badge');
    const issuer = await this.#issuer(badge);
    const agreed = await this.#checkpoint(badge);
    const { evidence } = badge;
    this.#versions(agreed);
    const { credential } = badge;
    this.#current = 'map';
    const values = assertProven(evidence, agreed.checkpoint);
    this.#pass('map', `${values} values are those that the organisations signed`);
    this.#current = 'score';
    const { reasons } = assertFollows(credential, evidence, agreed.checkpoint);
    this.#pass('score', 'computed again from the proven facts, the same in every digit');
    this.#badge = {
      subject: credential.credentialSubject,
      reasons,
      aggregate: evidence.seller.value.public,
      consortium: evidence.consortium.value,
      issuer: { id: issuer.id, url: issuer.url },
      cosigned: agreed.organisations,
      absent: this.trust.organisations.map(({ id }) => id).filter((id) => !agreed.organisations.includes(id)),
      witnessed: agreed.witnesses,
      unwitnessed: witnessKeys(sha256, this.trust)
        .map(({ name }) => name)
        .filter((name) => !agreed.witnesses.includes(name)),
      quorum: this.trust.quorum ?? 0,
      validFrom: credential.validFrom,
      validUntil: credential.validUntil,
    };
    this.#history(agreed);
    this.#time(badge, agreed);
    this.#subject();
    await this.#status(badge, agreed);
    this.#notices.push(...noticesOf(this.#content, this.trust, this.options.codeFrom));
    const noticed = this.#notices.length > 0;
    return this.#verdict(noticed ? 'valid-with-notice' : 'valid', {
      code: noticed ? 'valid_with_notice' : 'valid',
      reason: noticed ? 'the badge holds, but read the notices' : 'the badge holds',
    });
  }

  ended({ code, message: reason, state }: Failed): Verdict {
    this.#add({ name: this.#current, outcome: 'failed', code, reason });
    return this.#verdict(state, { code, reason });
  }

  async #issuer(badge: ReadBadge) {
    const { credential } = badge;
    this.#current = 'issuer';
    const issuer = signerOf(this.trust, badge);
    if (issuer === undefined) {
      throw new Failed(
        'unchecked',
        'issuer_unknown',
        'it is signed with a key that is not in the trust list',
      );
    }
    if (!(await isSignedBy(issuer, badge)))
      throw new Failed('forged', 'signature_invalid', 'it was changed after it was signed');
    if (!isIssuedBy(issuer, badge, credential.issuer))
      throw new Failed('forged', 'issuer_mismatch', 'it names another issuer than the one that signed it');
    this.#pass('issuer', `signed by ${issuer.id}`);
    return issuer;
  }

  async #checkpoint({ evidence }: ReadBadge): Promise<AgreedCheckpoint> {
    this.#current = 'checkpoint';
    try {
      const agreed = await verifyCheckpoint(crypto, evidence.checkpoint, this.trust);
      const seen = witnessedText(agreed.witnesses.length, this.trust);
      this.#pass('checkpoint', `cosigned by ${agreed.organisations.join(', ')}; ${seen}`);
      return agreed;
    } catch (error) {
      if (!(error instanceof ProofFailure)) throw error;
      const forged = error.code === 'signature_invalid';
      throw new Failed(forged ? 'forged' : 'unchecked', error.code, error.message);
    }
  }

  #versions({ checkpoint }: AgreedCheckpoint): void {
    this.#current = 'versions';
    if (checkpoint.fold > newestFold) {
      throw new Failed(
        'unchecked',
        'fold_unknown',
        'the ledger is folded by rules that this program does not know',
      );
    }
    this.#pass('versions', `fold version ${checkpoint.fold}`);
  }

  #history({ checkpoint }: AgreedCheckpoint): void {
    this.#current = 'history';
    const { seen, ...check } = historyOf(sha256, checkpoint, this.options);
    this.#seen = seen;
    this.#add({ name: 'history', ...check });
  }

  #time({ credential }: ReadBadge, { checkpoint }: AgreedCheckpoint): void {
    this.#current = 'time';
    const { maxAge, now } = this.options;
    const [from, until] = [parseTime(credential.validFrom), parseTime(credential.validUntil)];
    const { asof } = checkpoint;
    if (from !== asof || until === undefined || until > asof + badgeLifeMaxSeconds)
      throw new Failed('forged', 'lifetime', 'its dates are not those of its checkpoint');
    // Each comparison is negated, so that a time which is NaN passes none.
    if (!(now >= asof - clockToleranceSeconds)) {
      throw new Failed(
        'unchecked',
        'from_the_future',
        'it is dated after now: check the clock of this device',
      );
    }
    if (!(now <= until)) throw new Failed('expired', 'expired', `it held until ${credential.validUntil}`);
    if (!(now <= asof + maxAge))
      throw new Failed('expired', 'stale', 'its checkpoint is older than you accept');
    this.#pass('time', `holds until ${credential.validUntil}`);
  }

  #subject(): void {
    this.#current = 'subject';
    const { seller, shopDomain } = this.options.expected ?? {};
    const { aggregate } = this.#content;
    if (seller !== undefined && seller !== aggregate.seller) {
      throw new Failed(
        'forged',
        'another_seller',
        'it was issued for another seller than the one it is shown for',
      );
    }
    const host = shopDomain === undefined ? undefined : (hostOf(shopDomain) ?? '');
    if (host !== undefined && !aggregate.shopDomains.some((domain) => isOfShop(host, domain)))
      throw new Failed('forged', 'another_shop', 'it was issued for a seller whose shop is not this site');
    const shown = [...(seller === undefined ? [] : ['seller']), ...(host === undefined ? [] : ['shop'])];
    if (shown.length === 0) return this.#skip('subject', 'not_asked', 'for whom it should be was not said');
    this.#pass('subject', `it is for the ${shown.join(' and ')} that shows it`);
  }

  async #status({ credential, evidence }: ReadBadge, { checkpoint }: AgreedCheckpoint): Promise<void> {
    this.#current = 'status';
    const { credentialStatus: entries = [], credentialSubject: subject } = credential;
    const expectedAt = (site: string): readonly StatusEntry[] =>
      statusEntriesOf(sha256, checkpoint, evidence, subject, site);
    if (!areExpected(entries, expectedAt)) {
      throw new Failed(
        'forged',
        'status_missing',
        'it does not name the bits by which all that it states could be revoked',
      );
    }
    const opened = await this.#lists(entries);
    const unknown: Finding[] = [];
    // All lists are looked up: whoever withholds or spoils one must not hide what another says.
    for (const [entry, list] of opened) {
      const found = lookUp(entry, list);
      if (found === true && entry.statusPurpose === 'revocation')
        throw new Failed('revoked', 'band_fallen', 'the seller no longer has the standing that it states');
      if (found === true)
        throw new Failed('revoked', 'certificate_withdrawn', 'a certificate that it counts holds no longer');
      if (found !== false) unknown.push(found);
    }
    const [first] = unknown;
    if (first === undefined) return this.#pass('status', 'nothing that it states was revoked');
    this.#add({ name: 'status', outcome: 'notice', ...first });
    this.#notices.push(first);
  }

  /** Each entry with its list. The address fixes the purpose, so a list is opened once for all entries that name it. */
  #lists(entries: readonly StatusEntry[]): Promise<(readonly [StatusEntry, OpenedList])[]> {
    const { now, statusLists } = this.options;
    const opened = new Map<string, Promise<OpenedList>>();
    return Promise.all(
      entries.map(async (entry) => {
        const url = entry.statusListCredential;
        const list = opened.get(url) ?? openList(entry, statusLists?.get(url), this.trust, now);
        opened.set(url, list);
        return [entry, await list] as const;
      }),
    );
  }

  get #content(): BadgeContent {
    if (this.#badge === undefined) throw new Error('asked before the proofs were checked');
    return this.#badge;
  }

  #pass(name: CheckName, reason: string): void {
    this.#add({ name, outcome: 'passed', code: 'passed', reason });
  }

  #skip(name: CheckName, code: string, reason: string): void {
    this.#add({ name, outcome: 'skipped', code, reason });
  }

  #add(check: Check): void {
    this.#checks.push(check);
    this.options.onCheck?.(check);
  }

  #verdict(state: Verdict['state'], finding: Finding): Verdict {
    return {
      state,
      ...finding,
      notices: this.#notices,
      checks: this.#checks,
      ...(this.#badge === undefined ? {} : { badge: this.#badge }),
      // A forged badge must not become what the next one is compared with.
      ...(this.#seen === undefined || state === 'forged' ? {} : { seen: this.#seen }),
    };
  }
}
