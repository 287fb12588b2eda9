import { sha256 } from '@noble/hashes/sha2.js';
import { base64url, equalBytes, utf8 } from '../../../../chaincode/domain/bytes.js';
import { hourSeconds } from '../../../../chaincode/domain/time.js';
import { fetchConsistency } from '../../../sdk/client/consistency.js';
import { ClientError } from '../../../sdk/platform/errors.js';
import { fetchStatusLists } from '../../../sdk/client/status-lists.js';
import {
  verifyBadge,
  type TrustedConsortium,
  type Verdict,
  type VerifyOptions,
} from '../../../sdk/verify/index.js';
import type { Translator } from '../../messages/translate.js';
import { standingOf } from '../../pages/verify/first-words.js';
import type { NoBadge } from '../../pages/verify/no-badge.js';
import type { VerifyPageData } from '../../pages/verify/page-data.js';
import type { Today } from '../../pages/verify/verdict-view.js';
import { followTrust } from '../pieces/follow-trust.js';
import { Memory } from '../pieces/memory.js';
import { askBadge, type AskedBadge } from './ask-badge.js';
import { Result, type Turn } from './result.js';
import { standingByGateway } from './todays-standing.js';

/** Seconds that a checkpoint may be old: organisations seal every hour. */
const checkpointAgeMaxSeconds = 2 * hourSeconds;

/** Gets what a check needs, runs it, and shows it. */
export class BadgeChecker {
  #asksAgain: ReturnType<typeof setTimeout> | undefined;
  #hasAskedAgain = false;

  readonly #memory: Memory;

  readonly #t: Translator;
  readonly #data: VerifyPageData;
  readonly #result: Result;

  constructor(t: Translator, data: VerifyPageData) {
    this.#t = t;
    this.#data = data;

    this.#result = new Result(t, data, () => void this.start());
    this.#memory = new Memory(data.ledger);
  }

  /** Checks what the page was opened for: a badge in the address, else the seller's newest. */
  async start({ brought = false } = {}): Promise<void> {
    const wish = new URLSearchParams(location.hash.slice(1));
    const badge = wish.get('badge');
    if (badge !== null) return this.check(utf8(badge), { brought });
    const { seller } = this.#data;
    if (seller === undefined) return;
    await this.#answer(brought, async (turn) => {
      // Side by side: on a phone each of them takes a tenth of a second and more.
      const [asked, trust] = await Promise.all([this.#newest(seller), this.#trust()]);
      if (!(asked instanceof Uint8Array)) return turn.failed(this.#withNextTime(asked, turn));
      const digest = wish.get('sha256');
      const otherDigest = digest !== null && digest !== base64url(sha256(asked));
      await this.#judge(turn, asked, { trust, otherDigest });
    });
  }

  /** Checks a badge that somebody brought. */
  async check(bytes: Uint8Array, { brought = true } = {}): Promise<void> {
    await this.#answer(brought, async (turn) =>
      this.#judge(turn, bytes, { trust: await this.#trust(), otherDigest: false }),
    );
  }

  /** Where the badge's own organisation does not answer, the badge of this one states the same. */
  async #newest(seller: string): Promise<AskedBadge> {
    const { gateway = '', issuer } = this.#data;
    const asked = issuer === undefined ? undefined : await askBadge(seller, issuer);
    return asked instanceof Uint8Array ? asked : askBadge(seller, gateway);
  }

  /** A service that starts is asked once more by itself: after that a visitor says when. */
  #withNextTime(why: Exclude<AskedBadge, Uint8Array>, turn: Turn): NoBadge {
    if (why.code !== 'busy') return why;
    if (this.#hasAskedAgain || turn.isOver()) return { code: 'busy' };
    this.#hasAskedAgain = true;
    this.#asksAgain = setTimeout(() => void this.start(), why.retryAfterSeconds * 1000);
    return { code: 'busy', asksInSeconds: why.retryAfterSeconds };
  }

  /** Shows an answer also where something goes wrong. Otherwise the page would say "Checking" for ever. */
  async #answer(brought: boolean, ask: (turn: Turn) => Promise<void>): Promise<void> {
    clearTimeout(this.#asksAgain);
    const turn = this.#result.begin(brought);
    try {
      await ask(turn);
    } catch (error) {
      turn.failed({ code: error instanceof ClientError ? 'unsupported' : 'unreadable' });
    }
  }

  async #trust(): Promise<TrustedConsortium | undefined> {
    return this.#data.trust ?? followTrust(this.#memory, this.#data.gateway);
  }

  /** @param given.otherDigest true if the printed code was made for another badge than this one */
  async #judge(
    turn: Turn,
    bytes: Uint8Array,
    { otherDigest, trust }: { readonly otherDigest: boolean; readonly trust: TrustedConsortium | undefined },
  ): Promise<void> {
    if (trust === undefined) return turn.failed({ code: 'no-trust' });
    const { seller, shop } = this.#data;
    const asked = seller !== undefined || shop !== undefined;
    const verdict = await this.#verdictOn(bytes, trust, asked ? { expected: expectedOf(seller, shop) } : {});
    this.#remember(verdict);
    turn.show(verdict, bytes, otherDigest);
    if (verdict.badge === undefined || (verdict.state !== 'revoked' && verdict.state !== 'expired')) return;
    const today = await this.#today(verdict.badge.subject.seller, bytes, trust).catch(() => undefined);
    if (today !== undefined) turn.today(today);
  }

  async #verdictOn(
    bytes: Uint8Array,
    trust: TrustedConsortium,
    whose: Pick<VerifyOptions, 'expected'>,
  ): Promise<Verdict> {
    const { lastSeen } = this.#memory.kept;
    const gateway = this.#data.gateway ?? location.origin;
    const [statusLists, consistency] = await Promise.all([
      fetchStatusLists(bytes),
      fetchConsistency(bytes, lastSeen, gateway),
    ]);
    return verifyBadge(bytes, trust, {
      now: Math.floor(Date.now() / 1000),
      maxAge: checkpointAgeMaxSeconds,
      statusLists,
      ...(consistency === undefined ? {} : { consistency }),
      ...(lastSeen === undefined ? {} : { lastSeen }),
      // The page and the trust list came from this organisation's site.
      codeFrom: this.#data.org,
      ...whose,
    });
  }

  /** Where the seller stands now. Its newest badge is taken at its word only where it is in order; else the gateway speaks. */
  async #today(seller: string, old: Uint8Array, trust: TrustedConsortium): Promise<Today | undefined> {
    const newest = await this.#newest(seller);
    if (newest instanceof Uint8Array && !equalBytes(newest, old)) {
      const { badge, state } = await this.#verdictOn(newest, trust, { expected: { seller } });
      if (badge !== undefined && state.startsWith('valid'))
        return { words: standingOf(badge, this.#t), source: 'badge' };
    }
    return standingByGateway(seller, this.#data.gateway ?? '', this.#t);
  }

  #remember({ seen, state }: Verdict): void {
    if (seen !== undefined && state.startsWith('valid')) this.#memory.keep({ lastSeen: seen });
  }
}

const expectedOf = (seller: string | undefined, shopDomain: string | undefined) => ({
  ...(seller === undefined ? {} : { seller }),
  ...(shopDomain === undefined ? {} : { shopDomain }),
});
