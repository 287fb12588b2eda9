import { componentNames, type ComponentName } from '../../../../chaincode/domain/policies/component-names.js';
import type { ComponentResult } from '../../../../chaincode/domain/score/types.js';
import { daySeconds } from '../../../../chaincode/domain/time.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { PageContext } from '../../frame/page.js';
import { corroborationText } from '../../messages/corroboration.js';
import { standingWords } from '../../messages/standing.js';
import { pointsBar } from '../charts/score-scale.js';
import { ratingsOf } from '../seller/reviews.js';
import type { Compared } from './compared.js';

export interface Row {
  readonly title: string;
  readonly cell: (seller: Compared) => Markup | string;
}

export interface RowGroup {
  readonly title: string;
  readonly rows: readonly Row[];
}

const schemesShown = 8;

/** What is compared: the answer first, then what it is made of, then the facts behind it. */
export function rowGroups(context: PageContext, neutral: number): readonly RowGroup[] {
  const { link, t } = context;
  const say = t.say;
  return [
    {
      title: say('compare.standing'),
      rows: [
        { title: say('compare.score'), cell: (one) => standing(context, one) },
        { title: say('compare.interval'), cell: (one) => interval(context, one) },
        { title: say('corroboration.title'), cell: ({ score }) => corroborationText(t, score.corroboration) },
      ],
    },
    {
      title: say('compare.parts'),
      rows: componentNames.map((name) => ({
        title: say(`component.${name}`),
        cell: (one: Compared) => part(context, neutral, componentOf(one, name)),
      })),
    },
    {
      title: say('compare.facts'),
      rows: [
        { title: say('compare.deliveries'), cell: (one) => deliveries(context, one) },
        { title: say('compare.reviews'), cell: (one) => reviews(context, one) },
        { title: say('compare.cases'), cell: (one) => cases(context, one) },
        { title: say('compare.certificates'), cell: (one) => certificates(context, one) },
        { title: say('compare.records'), cell: (one) => records(context, one) },
        {
          title: say('compare.country'),
          cell: ({ facts: { country } }) => (country === undefined ? none : t.country(country)),
        },
        {
          title: say('compare.badge'),
          cell: ({ id }) =>
            html`<a href="${link(`/verify/${encodeURIComponent(id)}`)}">${say('compare.verify')}</a>`,
        },
      ],
    },
  ];
}

const none = '–';
const componentOf = ({ score }: Compared, name: ComponentName): ComponentResult | undefined =>
  score.components.find((component) => component.name === name);

function standing({ t }: PageContext, { score }: Compared): Markup {
  const { overall, provisional, reasons } = score;
  const bad = overall === null && reasons.some(({ component }) => component !== null);
  const { sentence, title, tone } = standingWords(t, { ...score, bad });
  return html`<p class="stands tone-${tone}"><strong>${title}</strong></p>
    <p>${sentence} ${provisional && t.say('compare.provisional')}</p>`;
}

const interval = ({ t }: PageContext, { score }: Compared): string =>
  score.interval === null
    ? none
    : t.say('compare.interval.from', {
        lower: String(score.interval.lower),
        upper: String(score.interval.upper),
      });

/** A part without enough facts stands at the neutral value: no points, rate or bar of it say anything of the seller. */
function part({ t }: PageContext, neutral: number, component: ComponentResult | undefined): Markup | string {
  if (component === undefined) return none;
  const { counts, name, points, rate, status } = component;
  if (status === 'insufficient') return html`<span class="quiet">${t.say('compare.few')}</span>`;
  const { valid = 0, withdrawn = 0 } = counts;
  if (name === 'certification' && valid + withdrawn === 0) return none;
  return html`<strong>${t.say('compare.points', { points: String(points) })}</strong>
    ${pointsBar(points, neutral)}
    ${
      rate !== null &&
      name !== 'certification' &&
      html`<span class="quiet">${t.say(`compare.rate.${name}`, { rate: t.percent(rate) })}</span>`
    }`;
}

/** What is overdue was not delivered as promised either, though it has no end yet. */
function deliveries({ t }: PageContext, one: Compared): Markup | string {
  const { onTime = 0, orders = 0, overdue = 0, promised = 0 } = componentOf(one, 'delivery')?.counts ?? {};
  const judged = promised + overdue;
  if (judged === 0) return orders === 0 ? none : t.say('compare.orders', { count: orders });
  return html`${t.say('compare.on-time', { onTime, judged })}
  ${overdue > 0 && html`<span class="line quiet">${t.say('compare.overdue', { count: overdue })}</span>`}`;
}

function reviews({ t }: PageContext, { score }: Compared): string {
  const ratings = ratingsOf({ score });
  return ratings === undefined ? none : t.say('compare.stars', { mean: ratings.mean, count: ratings.count });
}

function cases({ t }: PageContext, one: Compared): Markup | string {
  const { casesForBuyer = 0, casesOpened = 0 } = componentOf(one, 'after-sales')?.counts ?? {};
  const open = one.facts.openCases.length;
  if (casesOpened + casesForBuyer + open === 0) return t.say('compare.cases.none');
  return html`${t.say('compare.cases.opened', { count: casesOpened })}
    <span class="line quiet">${t.say('compare.cases.buyer', { count: casesForBuyer })}</span>
    ${open > 0 && html`<span class="line quiet">${t.say('compare.cases.open', { count: open })}</span>`}`;
}

function certificates({ t }: PageContext, one: Compared): Markup | string {
  const valid = one.certificates.filter((certificate) => certificate.standing === 'valid');
  const stopped = one.certificates.filter(({ standing: now }) => now === 'suspended' || now === 'revoked');
  if (valid.length + stopped.length === 0) return t.say('compare.certificates.none');
  const schemes = [...new Set(valid.map(({ scheme }) => scheme))].sort();
  return html`${t.say('compare.certificates.valid', { count: valid.length })}
  ${schemes.slice(0, schemesShown).map((scheme) => html`<span class="line quiet">${foreign(scheme)}</span>`)}
  ${
    stopped.length > 0 &&
    html`<span class="line tone-bad stopped"
      >${t.say('compare.certificates.stopped', { count: stopped.length })}</span
    >`
  }`;
}

function records({ t }: PageContext, { facts }: Compared): Markup {
  const [first, newest] = [facts.firstDay, facts.newestDay].map((day) => t.date(day * daySeconds));
  return html`${t.say('compare.records.count', { count: facts.records.count })}
    <span class="line quiet"
      >${t.say('compare.records.from', { first: first ?? '', newest: newest ?? '' })}</span
    >`;
}
