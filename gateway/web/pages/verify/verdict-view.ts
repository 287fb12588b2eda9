import type { BadgeContent, Finding, Verdict } from '../../../sdk/verify/verdict.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { sellerName } from '../../html/seller-name.js';
import type { StandingWords } from '../../messages/standing.js';
import type { Translator } from '../../messages/translate.js';
import { codeText } from './checks-view.js';
import type { FirstWords } from './first-words.js';
import { genuineMark, stateIcon } from './state-icon.js';
import { summaryView } from './summary-view.js';

/** The answer as it is spoken and read first: whether the seller keeps its promises, or what is wrong with the badge. */
export const saidView = ({ genuine, sentence, shown, title, tone }: FirstWords): Markup =>
  html`${stateIcon(shown, tone)}
    <div>
      <h2 id="verdict-title">${title}</h2>
      <p class="verdict-sentence">${sentence}</p>
      ${
        genuine !== undefined &&
        html`<p class="verdict-badge">${genuineMark(genuine.isNoticed)} ${genuine.text}</p>`
      }
    </div>`;

/** Until there is an answer. */
export const waitingView = (t: Translator): Markup =>
  html`<h2 id="verdict-title">${t.say('verify.checking')}</h2>`;

/** Of whom the answer is. */
export const ofWhom = (badge: BadgeContent | undefined, asked = ''): Markup =>
  badge === undefined
    ? foreign(asked)
    : sellerName({ id: badge.subject.seller, tradingName: badge.aggregate.tradingName });

/** How an answer came about. */
interface Circumstances {
  /** True if the printed code was made for another badge than this one. */
  readonly otherDigest: boolean;
  /** True where the page itself says above all else what its site's facts are. */
  readonly isNoted: boolean;
}

const notedByTheSite: ReadonlySet<string> = new Set(['demo', 'shifted']);

/** What should be read with a verdict. */
export function noticesView(
  { badge, notices }: Verdict,
  { isNoted, otherDigest }: Circumstances,
  t: Translator,
): Markup {
  // A demonstration's organisations are one program: to send its visitors to another one would lead them round in a circle.
  const isDemo = badge?.consortium.parameters.demo === true;
  const read = notices.filter(
    ({ code }) => !(isDemo && code === 'code_from_issuer') && !(isNoted && notedByTheSite.has(code)),
  );
  return html`${
    read.length > 0 &&
    html`<ul class="notices">
      ${read.map((notice) => html`<li>${noticeText(notice, badge, t)}</li>`)}
    </ul>`
  }
  ${otherDigest && html`<p class="quiet">${t.say('verify.other-digest')}</p>`}`;
}

/** A demonstration makes its facts up, but not those that were imported into it. */
function noticeText(notice: Finding, badge: BadgeContent | undefined, t: Translator): string {
  const days = badge?.consortium.parameters.shiftedDays;
  if (days !== undefined && notice.code === 'demo') return t.say('code.demo-imported');
  if (days !== undefined && notice.code === 'shifted') return t.say('code.shifted', { days });
  return codeText(t, notice);
}

/** Where a seller stands now, whose badge is of an earlier day. */
export interface Today {
  readonly words: StandingWords;
  /** The seller's newest badge, checked; or the bare word of the site that was asked. */
  readonly source: 'badge' | 'gateway';
}

export const todayView = ({ source, words }: Today, t: Translator): Markup =>
  html`<p class="today">
    <strong>${t.say('verify.today', { title: words.title })}</strong> ${words.sentence}
    <span class="quiet">${t.say(`verify.today.${source}`)}</span>
  </p>`;

/** An organisation's page for the same badge. */
export interface Elsewhere {
  readonly name: string;
  readonly url: string;
}

/** What stands below the answer. */
export function detailsView(verdict: Verdict, elsewhere: readonly Elsewhere[], t: Translator): Markup {
  const { badge, state } = verdict;
  return html`${badge !== undefined && state !== 'forged' && summaryView(badge, t, state.startsWith('valid'))}
  ${
    elsewhere.length > 0 &&
    html`<section class="card no-print">
      <h2>${t.say('verify.elsewhere')}</h2>
      <p>${t.say('verify.elsewhere.why')}</p>
      <ul>
        ${elsewhere.map(({ name, url }) => html`<li><a class="alone" href="${url}" rel="noopener">${foreign(name)}</a></li>`)}
      </ul>
    </section>`
  }`;
}
