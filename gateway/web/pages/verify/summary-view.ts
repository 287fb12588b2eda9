import { parseTime } from '../../../../chaincode/domain/time.js';
import type { BadgeContent } from '../../../sdk/verify/verdict.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { sellerName } from '../../html/seller-name.js';
import { corroborationText } from '../../messages/corroboration.js';
import type { Translator } from '../../messages/translate.js';
import { domainList } from './domain-list.js';
import { standingOf } from './first-words.js';

/** More of them would be read by nobody: the seller's own page has all. */
const reasonsShown = 3;

/** What the badge says, and who stands behind it. @param inOrder false where it is out of date or taken back: then no colour */
export function summaryView(badge: BadgeContent, t: Translator, inOrder: boolean): Markup {
  const { absent, aggregate, consortium, cosigned, issuer, reasons, subject, validFrom, validUntil } = badge;
  const { quorum, unwitnessed, witnessed } = badge;
  const named = witnessed.length + unwitnessed.length;
  const time = (text: string): string => t.time(parseTime(text) ?? 0);
  const date = t.date(parseTime(subject.asOf) ?? 0);
  const { sentence, title, tone } = standingOf(badge, t);
  const list = (items: readonly (Markup | string)[]): Markup =>
    html`<ul class="bare">
      ${items.map((item) => html`<li>${item}</li>`)}
    </ul>`;
  const names = (ids: readonly string[]): Markup =>
    list(ids.map((id) => foreign(consortium.organisations.find((one) => one.id === id)?.name ?? id)));
  const why = reasons.slice(0, reasonsShown).map(({ code }) => t.say(`reason.${code}`));
  const rows: readonly (readonly [string, Markup | string] | false)[] = [
    [t.say('verify.seller'), sellerName({ id: subject.seller, tradingName: aggregate.tradingName })],
    [
      t.say('verify.as-of', { date }),
      html`<strong class="chip ${inOrder && tone}">${title}</strong> ${subject.overall === null && sentence}`,
    ],
    why.length > 0 && [t.say('verify.why'), list(why)],
    subject.interval !== null && [
      t.say('verify.interval'),
      `${subject.interval.lower} – ${subject.interval.upper}`,
    ],
    [t.say('corroboration.title'), corroborationText(t, subject.corroboration)],
    [t.say('verify.valid'), t.say('verify.valid-span', { from: time(validFrom), until: time(validUntil) })],
    [
      t.say('verify.shops'),
      aggregate.shopDomains.length === 0 ? t.say('verify.no-shops') : domainList(aggregate.shopDomains),
    ],
    [t.say('verify.issuer'), names([issuer.id])],
    [t.say('verify.cosigned'), names(cosigned)],
    absent.length > 0 && [t.say('verify.absent'), names(absent)],
    [
      t.say('verify.witnesses'),
      named === 0
        ? t.say('verify.no-witnesses')
        : t.say('verify.witnessed', { seen: witnessed.length, named, quorum }),
    ],
    [
      t.say('verify.independence'),
      t.say(consortium.parameters.demo ? 'verify.not-independent' : 'verify.independent'),
    ],
  ];
  return html`<section class="card">
    <h2>${t.say('verify.summary')}</h2>
    <dl class="facts">
      ${rows.map(
        (row) =>
          row !== false &&
          html`<div>
            <dt>${row[0]}</dt>
            <dd>${row[1]}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}
