import { sha256 } from '@noble/hashes/sha2.js';
import { certificatesLeantOn, certifiersOf, subjectOf } from '../../chaincode/domain/badge/subject.js';
import { longestLife, type BadgeEvidence } from '../../chaincode/domain/badge/types.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { newestFold } from '../../chaincode/domain/fold/version.js';
import {
  type AgreedCheckpoint,
  type ProofCrypto,
  verifyCheckpoint,
} from '../../chaincode/domain/proofs/checkpoint.js';
import { ProofFailure } from '../../chaincode/domain/proofs/failure.js';
import { assertInMap } from '../../chaincode/domain/proofs/inclusion.js';
import { parseTime } from '../../chaincode/domain/time.js';
import { ClientError } from '../client/errors.js';
import { verifyWith } from '../client/keys.js';
import { isSignedBy, signerOf } from './credential.js';
import { historyOf, seenIn, type Past } from './history.js';
import { readBadge, type ReadBadge } from './read-badge.js';
import { hasAllEntries, lookUp } from './status.js';
import type { TrustedConsortium } from './trust.js';
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

/** Seconds that the reader's clock may be behind. */
const clockTolerance = 300;

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
    if (error instanceof ClientError)
      return run.ended(
        new Failed('unchecked', 'platform_unable', 'this platform cannot check its signatures'),
      );
    // Evidence whose values have another shape than the ledger's: no organisation would have signed such a map.
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
  #seen: Seen | undefined;

  constructor(
    readonly trust: TrustedConsortium,
    readonly options: VerifyOptions,
  ) {}

  async judge(bytes: Uint8Array): Promise<Verdict> {
    const badge = readBadge(bytes);
    this.#pass('form', 'it is a signed seller badge');
    const issuer = await this.#issuer(badge);
    const agreed = await this.#checkpoint(badge);
    const { evidence } = badge;
    this.#versions(agreed);
    this.#map(evidence, agreed);
    this.#score(badge, agreed);
    const { credential } = badge;
    this.#badge = {
      subject: credential.credentialSubject,
      aggregate: evidence.seller.value.public,
      consortium: evidence.consortium.value,
      issuer: { id: issuer.id, url: issuer.url },
      cosigned: agreed.organisations,
      absent: this.trust.organisations.map(({ id }) => id).filter((id) => !agreed.organisations.includes(id)),
      validFrom: credential.validFrom,
      validUntil: credential.validUntil,
    };
    this.#history(agreed);
    this.#time(badge, agreed);
    this.#subject();
    await this.#status(badge);
    this.#notice();
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
    if (issuer === undefined)
      throw new Failed(
        'unchecked',
        'issuer_unknown',
        'it is signed with a key that is not in the trust list',
      );
    if (!(await isSignedBy(issuer, badge)))
      throw new Failed('forged', 'signature_invalid', 'it was changed after it was signed');
    if (credential.issuer !== issuer.url)
      throw new Failed('forged', 'issuer_mismatch', 'it names another issuer than the one that signed it');
    this.#pass('issuer', `signed by ${issuer.id}`);
    return issuer;
  }

  async #checkpoint({ evidence }: ReadBadge): Promise<AgreedCheckpoint> {
    this.#current = 'checkpoint';
    try {
      const agreed = await verifyCheckpoint(crypto, evidence.checkpoint, this.trust);
      this.#seen = seenIn(agreed.checkpoint);
      this.#pass('checkpoint', `cosigned by ${agreed.organisations.join(', ')}`);
      return agreed;
    } catch (error) {
      if (!(error instanceof ProofFailure)) throw error;
      const forged = error.code === 'signature_invalid';
      throw new Failed(forged ? 'forged' : 'unchecked', error.code, error.message);
    }
  }

  #versions({ checkpoint }: AgreedCheckpoint): void {
    this.#current = 'versions';
    if (checkpoint.fold > newestFold)
      throw new Failed(
        'unchecked',
        'fold_unknown',
        'the ledger is folded by rules that this program does not know',
      );
    this.#pass('versions', `fold version ${checkpoint.fold}`);
  }

  #map(evidence: BadgeEvidence, { checkpoint }: AgreedCheckpoint): void {
    this.#current = 'map';
    const { certifiers, consortium, policy, seller } = evidence;
    const needed = certifiersOf(evidence);
    if (
      needed.some((id) => !Object.hasOwn(certifiers, id)) ||
      Object.keys(certifiers).length !== needed.length
    )
      throw new Failed('forged', 'evidence_missing', 'not every certifier is proven');
    const version = consortium.value.policies['score'];
    const keyed = [
      [`seller/${seller.value.public.seller}`, seller],
      ['consortium', consortium],
      [`policy/score/${version ?? 0}`, policy],
      ...needed.map(
        (id) => [`participant/${id}`, certifiers[id] as BadgeEvidence['certifiers'][string]] as const,
      ),
    ] as const;
    for (const [key, { proof, value }] of keyed) {
      try {
        assertInMap(sha256, checkpoint, { key, value, proof });
      } catch {
        throw new Failed('forged', 'not_in_map', `the organisations did not sign this of ${key}`);
      }
    }
    this.#pass('map', `${keyed.length} values are those that the organisations signed`);
  }

  #score({ credential, evidence }: ReadBadge, { checkpoint }: AgreedCheckpoint): void {
    this.#current = 'score';
    const computed = subjectOf(checkpoint.ledger, evidence, checkpoint.asof);
    if (canonicalText(computed) !== canonicalText(credential.credentialSubject))
      throw new Failed('forged', 'score_mismatch', 'what it states does not follow from the facts it proves');
    this.#pass('score', 'computed again from the proven facts, the same in every digit');
  }

  #history({ checkpoint }: AgreedCheckpoint): void {
    this.#current = 'history';
    // An older state, too, must not take the place of what was seen.
    this.#seen = this.options.lastSeen;
    const { seen, ...check } = historyOf(sha256, checkpoint, this.options);
    this.#seen = seen;
    this.#add({ name: 'history', ...check });
  }

  #time({ credential }: ReadBadge, { checkpoint }: AgreedCheckpoint): void {
    this.#current = 'time';
    const { maxAge, now } = this.options;
    const [from, until] = [parseTime(credential.validFrom), parseTime(credential.validUntil)];
    const { asof } = checkpoint;
    if (from !== asof || until === undefined || until > asof + longestLife)
      throw new Failed('forged', 'lifetime', 'its dates are not those of its checkpoint');
    if (now < asof - clockTolerance)
      throw new Failed(
        'unchecked',
        'from_the_future',
        'it is dated after now: check the clock of this device',
      );
    if (now > until) throw new Failed('expired', 'expired', `it held until ${credential.validUntil}`);
    if (now > asof + maxAge) throw new Failed('expired', 'stale', 'its checkpoint is older than you accept');
    this.#pass('time', `holds until ${credential.validUntil}`);
  }

  #subject(): void {
    this.#current = 'subject';
    const { expected } = this.options;
    const { seller, shopDomains } = this.#content.aggregate;
    if (expected?.seller !== undefined && expected.seller !== seller)
      throw new Failed(
        'forged',
        'another_seller',
        'it was issued for another seller than the one it is shown for',
      );
    if (expected?.shopDomain !== undefined && !shopDomains.includes(expected.shopDomain))
      throw new Failed('forged', 'another_shop', 'it was issued for a seller whose shop is not this site');
    if (expected === undefined)
      return this.#skip('subject', 'not_asked', 'for whom it should be was not said');
    this.#pass('subject', 'it is for the seller and shop that show it');
  }

  async #status({ credential, evidence }: ReadBadge): Promise<void> {
    this.#current = 'status';
    const { credentialStatus: entries = [], credentialSubject: subject } = credential;
    const leantOn = certificatesLeantOn(evidence, parseTime(credential.validFrom) ?? 0);
    if (!hasAllEntries(entries, subject, leantOn))
      throw new Failed(
        'forged',
        'status_missing',
        'it does not say where all that it states could be revoked',
      );
    const { now, statusLists } = this.options;
    for (const entry of entries) {
      const list = statusLists?.get(entry.statusListCredential);
      const found = await lookUp(entry, list, this.trust, now);
      if (found === true && entry.statusPurpose === 'revocation')
        throw new Failed('revoked', 'band_fallen', 'the seller no longer has the standing that it states');
      if (found === true)
        throw new Failed('revoked', 'certificate_withdrawn', 'a certificate that it counts holds no longer');
      if (found === false) continue;
      this.#add({ name: 'status', outcome: 'notice', ...found });
      this.#notices.push(found);
      return;
    }
    this.#pass('status', 'nothing that it states was revoked');
  }

  #notice(): void {
    const { aggregate, absent, consortium, issuer, subject } = this.#content;
    const { codeFrom } = this.options;
    const { demo, shiftedDays } = consortium.parameters;
    const say = (holds: boolean, code: string, reason: string): unknown =>
      holds && this.#notices.push({ code, reason });
    say(
      demo,
      'demo',
      'a demonstration: its facts are not stated by real parties, and its organisations are not independent',
    );
    say(shiftedDays !== undefined, 'shifted', `its history was moved by ${shiftedDays ?? 0} days`);
    say(absent.length > 0, 'not_unanimous', `not signed by ${absent.join(', ')}`);
    say(subject.provisional, 'provisional', 'the seller is young: the score may still move a lot');
    say(aggregate.uncontested !== undefined, 'contested', 'some of the facts behind it are contested');
    say(
      codeFrom !== undefined && [issuer.id, issuer.url].includes(codeFrom),
      'code_from_issuer',
      'the program that checked it came from the organisation that issued it',
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
      // A forged badge must not set what the next one is measured by.
      ...(this.#seen === undefined || state === 'forged' ? {} : { seen: this.#seen }),
    };
  }
}
