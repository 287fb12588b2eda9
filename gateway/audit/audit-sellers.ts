import type { BadgeEvidence } from '../../chaincode/domain/badge/types.js';
import { parseScorePolicy } from '../../chaincode/domain/policies/index.js';
import type { Sha256 } from '../../chaincode/domain/ports.js';
import { placeOf } from '../../chaincode/domain/status-lists/place.js';
import { seriesName, statusListPath, type Series } from '../../chaincode/domain/status-lists/series.js';
import type { StatusEntry } from '../../chaincode/domain/status-lists/types.js';
import type { Client } from '../client/index.js';
import { readCredential } from '../verify/credential.js';
import { verifyBadge, type BadgeContent, type TrustedConsortium } from '../verify/index.js';
import { lookUp } from '../verify/status.js';
import type { Finding } from './audit.js';
import { GatewayUnreadable, fetchBytes } from './gateway-source.js';

/** Seconds: how old a checkpoint may be is not what an audit is about. */
const anyAge = 10 * 365 * 86_400;

export interface SellersAudit {
  readonly gateway: string;
  readonly client: Client;
  readonly trust: TrustedConsortium;
  readonly sha256: Sha256;
  /** Seconds since the epoch. */
  readonly now: number;
}

interface Judged {
  readonly badge: BadgeContent;
  readonly entries: readonly StatusEntry[];
  /** The policy's bands, from the best to the worst. */
  readonly bands: readonly string[];
}

/**
 * Checks the badge of one seller after the other, as a consumer does: proofs, and the score computed again; then its bits
 * in all lists of the policy. Sellers come in the order of their numbers. Give each seller once, from number 0 on.
 */
export class SellerChecker {
  readonly findings: Finding[] = [];
  checked = 0;
  /** Sellers without a badge yet: first named after the newest checkpoint. */
  young = 0;
  readonly #lists = new Map<string, Promise<Uint8Array>>();
  /** What the gateway calls itself, as badges have it. */
  #publicUrl: string;

  constructor(private readonly audit: SellersAudit) {
    this.#publicUrl = audit.gateway;
  }

  async check(seller: string, number: number): Promise<void> {
    const badge = await this.#badge(seller);
    if (badge === undefined) {
      this.young += 1;
      return;
    }
    this.checked += 1;
    const judged = await this.#judge(seller, badge);
    if (judged === undefined) return;
    await this.#bits(seller, number, judged);
  }

  async #badge(seller: string): Promise<Uint8Array | undefined> {
    try {
      return await fetchBytes(this.audit.gateway, `/v1/badges/${encodeURIComponent(seller)}`);
    } catch (error) {
      if (error instanceof GatewayUnreadable && /answered (404|409)$/.test(error.message)) return undefined;
      throw error;
    }
  }

  async #judge(seller: string, bytes: Uint8Array): Promise<Judged | undefined> {
    const { now, trust } = this.audit;
    const verdict = await verifyBadge(bytes, trust, { now, maxAge: anyAge, expected: { seller } });
    const read = readCredential(bytes);
    if (!verdict.state.startsWith('valid') || verdict.badge === undefined || typeof read === 'string') {
      this.#found('badge_does_not_hold', seller, `${verdict.state}: ${verdict.reason}`);
      return undefined;
    }
    // All of it is proven by now.
    const [{ policy }] = read.payload['evidence'] as readonly [BadgeEvidence];
    const bands = parseScorePolicy(policy.value).bands.map(({ name }) => name);
    const entries = (read.payload['credentialStatus'] ?? []) as readonly StatusEntry[];
    return { badge: verdict.badge, entries, bands };
  }

  /** The bit in the list of each band must be set where the seller stands below it, and in no other. */
  async #bits(seller: string, number: number, { badge, bands, entries }: Judged): Promise<void> {
    const { band, policy } = badge.subject;
    const stands = band === null ? bands.length : bands.indexOf(band);
    const own = entries.find(({ statusPurpose }) => statusPurpose === 'revocation');
    if (own) [this.#publicUrl = ''] = own.statusListCredential.split('/v1/status-lists/', 1);
    const different: string[] = [];
    for (const [place, name] of bands.entries()) {
      const series: Series = { purpose: 'revocation', policy: policy.version, band: name };
      const { index, part } = placeOf(this.audit.sha256, this.audit.trust.ledger, seriesName(series), number);
      if (own && name === band && own.statusListIndex !== String(index))
        this.#found('status_differs', seller, `its badge names bit ${own.statusListIndex}, not ${index}`);
      const path = statusListPath(series, part);
      const bit = await this.#bit(path, `${this.#publicUrl}${path}`, index);
      if (typeof bit === 'string') this.#found('status_differs', path, bit);
      else if (bit !== stands > place) different.push(name);
    }
    if (different.length > 0 && (await this.#nothingNewer(seller, badge)))
      this.#found(
        'status_differs',
        seller,
        `the lists of ${different.join(', ')} contradict its score, and nothing came since`,
      );
  }

  async #bit(path: string, url: string, index: number): Promise<boolean | string> {
    const { gateway, now, trust } = this.audit;
    const asked = this.#lists.get(path) ?? fetchBytes(gateway, path);
    this.#lists.set(path, asked);
    const entry: StatusEntry = {
      ...{ id: `${url}#${index}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation' },
      ...{ statusListIndex: String(index), statusListCredential: url },
    };
    const said = await lookUp(entry, await asked, trust, now);
    return typeof said === 'boolean' ? said : said.reason;
  }

  /**
   * Bits are of the newest block, a badge is of the newest agreed checkpoint: they may differ by what came between, and by
   * a day. By the gateway's own, signed word that is nothing where neither records nor governance nor the day are others.
   */
  async #nothingNewer(seller: string, { aggregate, consortium, subject }: BadgeContent): Promise<boolean> {
    const { client } = this.audit;
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
