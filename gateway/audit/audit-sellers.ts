import type { BadgeEvidence } from '../../chaincode/domain/badge/types.js';
import { text } from '../../chaincode/domain/bytes.js';
import { parseScorePolicy } from '../../chaincode/domain/policies/index.js';
import type { Sha256 } from '../../chaincode/domain/ports.js';
import { ProofFailure } from '../../chaincode/domain/proofs/failure.js';
import { statusEntry } from '../../chaincode/domain/status-lists/entry.js';
import type { Series } from '../../chaincode/domain/status-lists/series.js';
import type { StatusEntry } from '../../chaincode/domain/status-lists/types.js';
import { daySeconds, parseTime } from '../../chaincode/domain/time.js';
import type { Checkpoint } from '../../chaincode/domain/tlog/checkpoint.js';
import { checkSellerProof, type Client } from '../sdk/client/index.js';
import { readCredential } from '../sdk/verify/credential.js';
import { seenIn } from '../sdk/verify/history.js';
import { verifyBadge, type BadgeContent, type Seen, type TrustedConsortium } from '../sdk/verify/index.js';
import { lookUp, openList, type OpenedList } from '../sdk/verify/status.js';
import type { Finding } from './finding.js';
import { GatewayUnreadable, fetchBytes } from './gateway-source.js';
import { StatedScores } from './stated-score.js';

/** An audit does not judge how old a checkpoint is. */
const anyAgeSeconds = 10 * 365 * daySeconds;

export interface SellersAudit {
  readonly gateway: string;
  readonly client: Client;
  readonly trust: TrustedConsortium;
  readonly sha256: Sha256;
  /** Under audit: every badge that is asked for now must be as new. */
  readonly checkpoint: Checkpoint;
  /** Seconds since the epoch. */
  readonly now: number;
}

interface Judged {
  readonly badge: BadgeContent;
  readonly evidence: BadgeEvidence;
  readonly entries: readonly StatusEntry[];
  /** The policy's bands, from the best to the worst. */
  readonly bands: readonly string[];
}

/**
 * Checks the badge of one seller after the other, as a consumer does: proofs, and the score computed again; then its bits
 * in all lists of the policy, and the score that the gateway states. Give each seller once, in the gateway's order: that of their numbers.
 */
export class SellerChecker {
  readonly findings: Finding[] = [];
  checked = 0;
  /** Sellers without a badge yet: first named after the newest checkpoint. */
  young = 0;
  /** Checkpoints of badges of a later epoch than all before, in that order: none of them is under audit yet. */
  readonly later: Seen[] = [];
  /** The newest that was shown. */
  #shown: Seen;
  /** The number that the next seller has, if none is left out. */
  #next = 0;
  readonly #lists = new Map<string, Promise<OpenedList>>();
  /** What the gateway calls itself, as badges have it. */
  #publicUrl: string;

  readonly #audit: SellersAudit;
  readonly #scores: StatedScores;

  constructor(audit: SellersAudit) {
    this.#audit = audit;
    this.#publicUrl = audit.gateway;
    this.#shown = seenIn(audit.checkpoint);
    this.#scores = new StatedScores(audit.client, audit.now);
  }

  /** A ledger forgets nobody: who was listed once is listed for ever. `before`: those of an earlier audit. */
  listed(ids: readonly string[], before: readonly string[]): void {
    const now = new Set(ids);
    for (const seller of before)
      if (!now.has(seller)) this.#found('seller_missing', seller, 'it was listed at the earlier audit');
  }

  async check(seller: string): Promise<void> {
    const number = this.#next++;
    const badge = await this.#badge(seller);
    if (badge === undefined) {
      this.young += 1;
      const reason = await this.#keptBack(seller);
      if (reason !== undefined) this.#found('badge_does_not_hold', seller, reason);
      return;
    }
    this.checked += 1;
    const judged = await this.#judge(seller, badge);
    if (judged === undefined) return;
    const proven = judged.badge.aggregate.number;
    // Whoever is left out of the list is not looked at.
    if (proven !== number)
      this.#found('seller_missing', seller, `of ${proven} before it ${number} are listed`);
    this.#next = proven + 1;
    await this.#bits(seller, judged);
    const asOf = parseTime(judged.badge.subject.asOf) ?? 0;
    const reason = await this.#scores.defect(seller, { asOf, evidence: judged.evidence });
    if (reason !== undefined) this.#found('score_does_not_follow', seller, reason);
  }

  /** Whoever gives one reader an older state than another hides what came since. */
  #rests(seller: string, seen: Seen): void {
    const shown = this.#shown;
    if (seen.epoch < shown.epoch) {
      this.#found(
        'outdated',
        seller,
        `its badge is of epoch ${seen.epoch}, though epoch ${shown.epoch} was shown`,
      );
    } else if (seen.epoch > shown.epoch) {
      this.#shown = seen;
      this.later.push(seen);
    } else if (seen.size !== shown.size || seen.root !== shown.root) {
      this.#found(
        'badge_does_not_hold',
        seller,
        `it rests on another log of epoch ${seen.epoch} than was shown`,
      );
    }
  }

  async #badge(seller: string): Promise<Uint8Array | undefined> {
    try {
      return await fetchBytes(this.#audit.gateway, `/v1/badges/${encodeURIComponent(seller)}`);
    } catch (error) {
      if (error instanceof GatewayUnreadable && /answered (404|409)$/.test(error.message)) return undefined;
      throw error;
    }
  }

  /** Who has no badge must be proven to stand in no agreed map: else a gateway could pass any seller off as new. */
  async #keptBack(seller: string): Promise<string | undefined> {
    const { gateway, trust } = this.#audit;
    const bytes = await fetchBytes(gateway, `/v1/sellers/${encodeURIComponent(seller)}/proof`);
    try {
      const proven = await checkSellerProof(JSON.parse(text(bytes)), trust);
      if (proven.seller !== seller) return 'it has no badge, and the proof is of another seller';
      // What a newer checkpoint knows, the one under audit need not know yet.
      if (proven.aggregate === undefined || proven.checkpoint.epoch > this.#shown.epoch) return undefined;
      return 'it has no badge, though it stands in the agreed map';
    } catch (error) {
      const why = error instanceof ProofFailure ? error.message : 'not a proof';
      return `it has no badge, and that it is new is not proven: ${why}`;
    }
  }

  async #judge(seller: string, bytes: Uint8Array): Promise<Judged | undefined> {
    const { now, trust } = this.#audit;
    const verdict = await verifyBadge(bytes, trust, { now, maxAge: anyAgeSeconds, expected: { seller } });
    const read = readCredential(bytes);
    if (!verdict.state.startsWith('valid') || verdict.badge === undefined || typeof read === 'string') {
      this.#found('badge_does_not_hold', seller, `${verdict.state}: ${verdict.reason}`);
      return undefined;
    }
    if (verdict.seen !== undefined) this.#rests(seller, verdict.seen);
    // All of it is proven by now.
    const [evidence] = read.payload['evidence'] as readonly [BadgeEvidence];
    const bands = parseScorePolicy(evidence.policy.value).bands.map(({ name }) => name);
    const entries = (read.payload['credentialStatus'] ?? []) as readonly StatusEntry[];
    return { badge: verdict.badge, evidence, entries, bands };
  }

  /** A seller's bit is set in the list of each band that it stands below; that of a certificate which it counts is not. */
  async #bits(seller: string, { badge, bands, entries }: Judged): Promise<void> {
    const { band, policy } = badge.subject;
    const { sha256, trust } = this.#audit;
    const [own] = entries;
    // What the gateway calls itself, as badges have it.
    if (own) [this.#publicUrl = ''] = own.statusListCredential.split('/v1/status-lists/', 1);
    const stands = band === null ? bands.length : bands.indexOf(band);
    const expected = bands.map((name, place) => {
      const series: Series = { purpose: 'revocation', policy: policy.version, band: name };
      const entry = statusEntry(sha256, trust.ledger, this.#publicUrl, series, badge.aggregate.number);
      return [entry, stands > place] as const;
    });
    const suspensions = entries.filter(({ statusPurpose }) => statusPurpose === 'suspension');
    const different: string[] = [];
    for (const [entry, isSet] of [...expected, ...suspensions.map((entry) => [entry, false] as const)]) {
      const bit = await this.#bit(entry);
      if (typeof bit === 'string') this.#found('status_differs', entry.statusListCredential, bit);
      else if (bit !== isSet) different.push(entry.id);
    }
    if (different.length > 0 && (await this.#nothingNewer(seller, badge)))
      this.#found('status_differs', seller, `${different.join(', ')}: not as its proven facts have it`);
  }

  /** Asked of the gateway under audit, whatever address the entry has; a list is asked for once. */
  async #bit(entry: StatusEntry): Promise<boolean | string> {
    const { gateway, now, trust } = this.#audit;
    const url = entry.statusListCredential;
    const ask = async (): Promise<OpenedList> =>
      openList(entry, await fetchBytes(gateway, url.slice(url.indexOf('/v1/status-lists/'))), trust, now);
    const list = this.#lists.get(url) ?? ask();
    this.#lists.set(url, list);
    const said = lookUp(entry, await list);
    return typeof said === 'boolean' ? said : said.reason;
  }

  /**
   * Bits are of the newest block, a badge is of the newest agreed checkpoint: they may differ by what came between, and by
   * a day. By the gateway's own, signed word that is nothing where neither records nor governance nor the day are others.
   */
  async #nothingNewer(seller: string, { aggregate, consortium, subject }: BadgeContent): Promise<boolean> {
    const { client } = this.#audit;
    const path = `/v1/sellers/${encodeURIComponent(seller)}`;
    const [now, { seq }, newest] = await Promise.all([
      client.get<{ public: { records: { count: number } } }>(path),
      client.get<{ seq: number }>('/.well-known/stl').then(({ value }) => value),
      client.get<{ time: string }>('/v1/epochs/newest'),
    ]);
    return (
      now.value.public.records.count === aggregate.records.count &&
      seq === consortium.seq &&
      newest.value.time.slice(0, 10) === subject.asOf.slice(0, 10)
    );
  }

  #found(code: Finding['code'], at: string, reason: string): void {
    this.findings.push({ code, at, reason });
  }
}
