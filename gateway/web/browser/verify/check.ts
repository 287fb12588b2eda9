import { sha256 } from '@noble/hashes/sha2.js';
import { base64url, utf8 } from '../../../../chaincode/domain/bytes.js';
import { hourSeconds } from '../../../../chaincode/domain/time.js';
import { fetchConsistency } from '../../../sdk/client/consistency.js';
import { ClientError } from '../../../sdk/platform/errors.js';
import { fetchStatusLists } from '../../../sdk/client/status-lists.js';
import { verifyBadge, type Verdict } from '../../../sdk/verify/index.js';
import type { VerifyPageData } from '../../pages/verify/page-data.js';
import { followTrust } from '../pieces/follow-trust.js';
import { Memory } from '../pieces/memory.js';
import type { Result, Turn } from './result.js';

/** Seconds that a checkpoint may be old: organisations seal every hour. */
const checkpointAgeMaxSeconds = 2 * hourSeconds;

/** Milliseconds that an organisation may take to give a badge. */
const answerWaitMs = 8_000;

/** Gets what a check needs, runs it, and shows it. */
export class BadgeChecker {
  readonly #memory: Memory;

  readonly #data: VerifyPageData;
  readonly #result: Result;

  constructor(data: VerifyPageData, result: Result) {
    this.#data = data;
    this.#result = result;

    this.#memory = new Memory(data.ledger);
  }

  /** Checks what the page was opened for: a badge in the address, else the seller's newest. */
  async start({ brought = false } = {}): Promise<void> {
    const wish = new URLSearchParams(location.hash.slice(1));
    const badge = wish.get('badge');
    if (badge !== null) return this.check(utf8(badge), { brought });
    const { issuer, seller } = this.#data;
    if (seller === undefined) return;
    await this.#answer(brought, async (turn) => {
      // Where the badge's own organisation does not answer, the badge of this one states the same.
      const asked = issuer === undefined ? 'verify.no-badge' : await fetchBadge(seller, issuer);
      const bytes = typeof asked === 'string' ? await fetchBadge(seller) : asked;
      if (typeof bytes === 'string') return turn.failed(bytes);
      const digest = wish.get('sha256');
      await this.#judge(turn, bytes, digest !== null && digest !== base64url(sha256(bytes)));
    });
  }

  /** Checks a badge that somebody brought. */
  async check(bytes: Uint8Array, { brought = true } = {}): Promise<void> {
    await this.#answer(brought, (turn) => this.#judge(turn, bytes, false));
  }

  /** Shows an answer also where something goes wrong. Otherwise the page would say "Checking" for ever. */
  async #answer(brought: boolean, ask: (turn: Turn) => Promise<void>): Promise<void> {
    const turn = this.#result.begin(brought);
    try {
      await ask(turn);
    } catch (error) {
      turn.failed(error instanceof ClientError ? 'code.platform_unsupported' : 'code.unreadable');
    }
  }

  async #judge(turn: Turn, bytes: Uint8Array, otherDigest: boolean): Promise<void> {
    const trust = this.#data.trust ?? (await followTrust(this.#memory, this.#data.gateway));
    if (trust === undefined) return turn.failed('verify.no-trust');
    const { lastSeen } = this.#memory.kept;
    const { org, seller, shop } = this.#data;
    const asked = seller !== undefined || shop !== undefined;
    const gateway = this.#data.gateway ?? location.origin;
    const [statusLists, consistency] = await Promise.all([
      fetchStatusLists(bytes),
      fetchConsistency(bytes, lastSeen, gateway),
    ]);
    const verdict = await verifyBadge(bytes, trust, {
      now: Math.floor(Date.now() / 1000),
      maxAge: checkpointAgeMaxSeconds,
      statusLists,
      ...(consistency === undefined ? {} : { consistency }),
      // The page and the trust list came from this organisation's site.
      codeFrom: org,
      ...(lastSeen === undefined ? {} : { lastSeen }),
      ...(asked ? { expected: expectedOf(seller, shop) } : {}),
      onCheck: (check) => turn.step(check),
    });
    this.#remember(verdict);
    turn.show(verdict, bytes, otherDigest);
  }

  #remember({ seen, state }: Verdict): void {
    if (seen !== undefined && state.startsWith('valid')) this.#memory.keep({ lastSeen: seen });
  }
}

const expectedOf = (seller: string | undefined, shopDomain: string | undefined) => ({
  ...(seller === undefined ? {} : { seller }),
  ...(shopDomain === undefined ? {} : { shopDomain }),
});

/** The badge, or the key of a text that says why there is none. */
async function fetchBadge(
  seller: string,
  issuer = '',
): Promise<Uint8Array | 'verify.no-badge' | 'verify.unknown-seller' | 'verify.not-sealed'> {
  try {
    const answer = await fetch(`${issuer}/v1/badges/${encodeURIComponent(seller)}`, {
      credentials: 'omit',
      signal: AbortSignal.timeout(answerWaitMs),
    });
    if (answer.status === 404 || answer.status === 400) return 'verify.unknown-seller';
    if (answer.status === 409) return 'verify.not-sealed';
    if (!answer.ok) return 'verify.no-badge';
    return new Uint8Array(await answer.arrayBuffer());
  } catch {
    return 'verify.no-badge';
  }
}
