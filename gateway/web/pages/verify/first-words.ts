import { parseTime } from '../../../../chaincode/domain/time.js';
import type { BadgeContent, Finding, Verdict } from '../../../sdk/verify/verdict.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { standingWords, type StandingWords, type Tone } from '../../messages/standing.js';
import type { Translator } from '../../messages/translate.js';
import type { Asked } from './asked.js';
import { codeText } from './checks-view.js';
import { domainList } from './domain-list.js';
import type { Shown } from './state-icon.js';

/** What a verdict says before all else. */
export interface FirstWords {
  readonly shown: Shown;
  readonly tone: Tone;
  readonly title: string;
  readonly sentence: Markup | string;
  /** That the badge itself is in order: of a genuine one, whose seller has the headline. */
  readonly genuine?: { readonly text: string; readonly isNoticed: boolean };
}

/** Notices that take nothing from what was checked: they say who, or how much, stands behind it. */
const harmless: ReadonlySet<string> = new Set([
  'demo',
  'shifted',
  'not_unanimous',
  'provisional',
  'contested',
  'code_from_issuer',
]);

/** Notices that say that something could not be shown. After them nothing is green. */
export const weakening = (notices: readonly Pick<Finding, 'code'>[]): boolean =>
  notices.some(({ code }) => !harmless.has(code));

/**
 * A genuine badge gives the headline to its seller's standing: a big "valid" above a poor score would be read as praise. What is
 * wrong with a badge takes the headline from the seller, whose standing it then does not show.
 */
export function firstWords(verdict: Verdict, t: Translator, asked: Asked): FirstWords {
  const { badge, notices, state } = verdict;
  if (badge !== undefined && (state === 'valid' || state === 'valid-with-notice'))
    return genuine(badge, notices, t);
  const shown = wrong(verdict);
  return {
    shown,
    tone: tones[shown],
    title: t.say(`state.${shown}.title`),
    sentence: whyWrong(verdict, shown, t, asked),
  };
}

function genuine(badge: BadgeContent, notices: readonly Finding[], t: Translator): FirstWords {
  const { overall, last } = badge.subject;
  const { sentence, title, tone } = standingOf(badge, t);
  const isWeak = weakening(notices);
  return {
    shown: overall !== null ? 'genuine' : last === undefined ? 'no-history' : 'dormant',
    tone: isWeak && tone === 'good' ? 'fair' : tone,
    title,
    sentence,
    genuine: { text: t.say(isWeak ? 'verify.genuine-notice' : 'verify.genuine'), isNoticed: isWeak },
  };
}

/** What a badge says of its seller. */
export function standingOf({ reasons, subject }: BadgeContent, t: Translator): StandingWords {
  const { band, last, overall } = subject;
  return standingWords(t, {
    overall,
    band,
    last: last && { ...last, asOf: parseTime(last.asOf) ?? 0 },
    bad: reasons.some(({ component }) => component !== null),
  });
}

type Wrong = Exclude<Shown, 'genuine' | 'no-history' | 'dormant' | 'not-sealed' | 'unknown-seller'>;

const tones: Readonly<Record<Wrong, Tone>> = {
  expired: 'fair',
  revoked: 'bad',
  unchecked: 'unknown',
  forged: 'bad',
  'other-seller': 'bad',
  'other-shop': 'bad',
};

/** A badge shown for somebody else is no forgery: it is somebody's, and the page says whose. */
function wrong({ badge, code, state }: Pick<Verdict, 'badge' | 'code' | 'state'>): Wrong {
  if (badge !== undefined && code === 'another_seller') return 'other-seller';
  if (badge !== undefined && code === 'another_shop') return 'other-shop';
  return state === 'valid' || state === 'valid-with-notice' ? 'unchecked' : state;
}

function whyWrong(verdict: Verdict, shown: Wrong, t: Translator, { seller = '', shop = '' }: Asked): Markup {
  const { badge } = verdict;
  if (badge === undefined || (shown !== 'other-seller' && shown !== 'other-shop'))
    return html`${codeText(t, verdict)}`;
  // The proofs show whose badge it is, so the page names that seller: somebody may have copied the badge.
  const { aggregate, subject } = badge;
  const { shopDomains, tradingName } = aggregate;
  // The id stands above the headline already.
  const named = foreign(tradingName ?? subject.seller);
  return html`${t.rich(`state.${shown}.sentence`, { seller: named, asked: foreign(shown === 'other-shop' ? shop : seller) })}
  ${
    shopDomains.length === 0
      ? t.say('verify.belongs-no-shop')
      : t.rich('verify.belongs-shops', { shops: domainList(shopDomains) })
  }`;
}
