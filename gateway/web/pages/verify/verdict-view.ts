import type { BadgeSubject } from '../../../../chaincode/domain/badge/types.js';
import { parseTime } from '../../../../chaincode/domain/time.js';
import type { BadgeContent, Check, Verdict } from '../../../sdk/verify/verdict.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { corroborationText } from '../../messages/corroboration.js';
import { sellerName } from '../../html/seller-name.js';
import type { MessageKey } from '../../messages/en.js';
import { bandName } from '../../messages/standing.js';
import type { Translator } from '../../messages/translate.js';
import { stateIcon, type Shown } from './state-icon.js';

/** What the verdict page knows besides the verdict. */
export interface Shop {
  /** The other organisations' pages for the same badge. */
  readonly elsewhere: readonly { readonly name: string; readonly url: string }[];
  /** True if the printed code was made for another badge than this one. */
  readonly otherDigest: boolean;
}

/** While the checks are made: each is added to its list. */
export const waitingView = (t: Translator): Markup =>
  html`<section class="verdict waiting">
    <p>${t.say('verify.checking')}</p>
    <ol class="checks" id="steps"></ol>
  </section>`;

/** A genuine badge that states no score is an answer of its own: neither green nor a warning. */
export function shownState({ badge, state }: Pick<Verdict, 'badge' | 'state'>): Shown {
  const holds = state === 'valid' || state === 'valid-with-notice';
  if (!holds || badge?.subject.overall !== null) return state;
  return badge.subject.last === undefined ? 'no-history' : 'dormant';
}

/** The answer: one sentence, then the summary, then what was checked. */
export function verdictView(verdict: Verdict, t: Translator, shop: Shop): Markup {
  const shown = shownState(verdict);
  const { badge, notices, state } = verdict;
  const holds = state === 'valid' || state === 'valid-with-notice';
  const more = html`${
    notices.length > 0 &&
    html`<ul class="notices">
      ${notices.map((notice) => html`<li>${codeText(t, notice)}</li>`)}
    </ul>`
  }
  ${shop.otherDigest && html`<p class="quiet">${t.say('verify.other-digest')}</p>`}`;
  return html`${verdictHead(shown, t, sentence(verdict, t), more)}
  ${badge !== undefined && state !== 'forged' && summary(badge, t, holds)}
  ${
    shop.elsewhere.length > 0 &&
    html`<section class="card">
      <h2>${t.say('verify.elsewhere')}</h2>
      <p>${t.say('verify.elsewhere.why')}</p>
      <ul>
        ${shop.elsewhere.map(({ name, url }) => html`<li><a href="${url}" rel="noopener">${foreign(name)}</a></li>`)}
      </ul>
    </section>`
  }`;
}

/** The state by shape, colour and name, and one sentence. */
export const verdictHead = (shown: Shown, t: Translator, said: string | Markup, more?: Markup): Markup =>
  html`<section class="verdict ${shown}" aria-labelledby="verdict-title">
    <div class="verdict-head">
      ${stateIcon(shown)}
      <div>
        <h2 id="verdict-title">${t.say(`state.${shown}.title`)}</h2>
        <p class="verdict-sentence">${said}</p>
      </div>
    </div>
    ${more}
  </section>`;

function sentence(verdict: Verdict, t: Translator): Markup {
  const shown = shownState(verdict);
  const { badge, code } = verdict;
  const seller = badge === undefined ? foreign('') : nameIn(badge);
  if (shown === 'valid' || shown === 'valid-with-notice' || shown === 'no-history' || shown === 'dormant')
    return t.rich(`state.${shown}.sentence`, { seller, ...lastWords(badge?.subject, t) });
  const why = codeText(t, verdict);
  if (badge === undefined || (code !== 'another_seller' && code !== 'another_shop')) return html`${why}`;
  // The proofs show whose badge it is, so the page names that seller: somebody may have copied the badge.
  const { shopDomains } = badge.aggregate;
  return html`${why} ${t.rich('verify.belongs', { seller })}
  ${shopDomains.length > 0 && t.rich('verify.belongs-shops', { shops: domains(shopDomains, t) })}`;
}

const nameIn = ({ aggregate, subject }: BadgeContent): Markup =>
  sellerName({ id: subject.seller, tradingName: aggregate.tradingName });

const domains = (names: readonly string[], t: Translator): Markup =>
  names.length === 0
    ? html`${t.say('verify.no-shops')}`
    : html`${names.map((domain, i) => [i > 0 && ', ', foreign(domain)])}`;

/** The text of a code in the page's language. A code without one, as of a newer verifier, is shown by its own reason. */
export function codeText(
  t: Translator,
  { code, reason }: { readonly code: string; readonly reason: string },
): string {
  const key = `code.${code}` as MessageKey;
  const said = t.say(key);
  return said === key ? reason : said;
}

/** A dormant seller's last score as values of a message; none for another's. */
function lastWords(
  subject: Pick<BadgeSubject, 'last'> | undefined,
  t: Translator,
): Readonly<Record<string, string | number>> {
  if (subject?.last === undefined) return {};
  const { asOf, band, overall } = subject.last;
  return { score: overall, band: bandName(t, band), date: t.date(parseTime(asOf) ?? 0) };
}

function summary(badge: BadgeContent, t: Translator, holds: boolean): Markup {
  const { absent, aggregate, consortium, cosigned, issuer, subject, validFrom, validUntil } = badge;
  const { quorum, unwitnessed, witnessed } = badge;
  const named = witnessed.length + unwitnessed.length;
  const time = (text: string): string => t.time(parseTime(text) ?? 0);
  const name = (id: string): Markup => {
    const known = consortium.organisations.find((one) => one.id === id);
    return foreign(known?.name ?? id);
  };
  const score =
    subject.overall === null
      ? html`${t.say(subject.last === undefined ? 'status.not-enough-history' : 'status.dormant')}`
      : html`<strong class="figure">${t.number(subject.overall)}</strong> ${t.say('verify.of-1000')}
          <span class="chip ${holds ? (subject.band ?? '') : ''}">${bandName(t, subject.band)}</span>`;
  const rows: (readonly [string, Markup])[] = [
    [t.say('verify.seller'), nameIn(badge)],
    [t.say('verify.score'), score],
    ...(subject.interval === null
      ? []
      : [
          [
            t.say('verify.interval'),
            html`${t.number(subject.interval.lower)} – ${t.number(subject.interval.upper)}`,
          ] as const,
        ]),
    ...(subject.last === undefined
      ? []
      : [[t.say('verify.last.title'), html`${t.say('verify.last', lastWords(subject, t))}`] as const]),
    [t.say('corroboration.title'), html`${corroborationText(t, subject.corroboration)}`],
    [t.say('verify.as-of'), html`${t.date(parseTime(subject.asOf) ?? 0)}`],
    [t.say('verify.valid'), html`${time(validFrom)} – ${time(validUntil)}`],
    [t.say('verify.shops'), domains(aggregate.shopDomains, t)],
    [t.say('verify.issuer'), name(issuer.id)],
    [
      t.say('verify.cosigned'),
      html`<ul class="bare">
        ${cosigned.map((id) => html`<li>${name(id)}</li>`)}
      </ul>`,
    ],
    ...(absent.length === 0
      ? []
      : [
          [
            t.say('verify.absent'),
            html`<ul class="bare">
              ${absent.map((id) => html`<li>${name(id)}</li>`)}
            </ul>`,
          ] as const,
        ]),
    [
      t.say('verify.witnesses'),
      html`${
        named === 0
          ? t.say('verify.no-witnesses')
          : t.say('verify.witnessed', { seen: witnessed.length, named, quorum })
      }`,
    ],
    [
      t.say('verify.independence'),
      html`${t.say(consortium.parameters.demo ? 'verify.not-independent' : 'verify.independent')}`,
    ],
  ];
  return html`<section class="card">
    <h2>${t.say('verify.summary')}</h2>
    <dl class="facts">
      ${rows.map(
        ([term, value]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

/** One line of the list of checks. */
export function checkView(check: Check, t: Translator): Markup {
  const { code, name, outcome } = check;
  return html`<li class="check ${outcome}">
    <span class="check-mark" aria-hidden="true">${marks[outcome]}</span>
    <span
      ><span class="check-name">${t.say(`check.${name}`)}</span>
      <span class="check-outcome">${t.say(`outcome.${outcome}`)}</span>${
        code !== 'passed' && html`<span class="quiet">${codeText(t, check)}</span>`
      }</span
    >
  </li>`;
}

const marks: Readonly<Record<Check['outcome'], string>> = {
  passed: '✓',
  failed: '✗',
  skipped: '–',
  notice: '!',
};
