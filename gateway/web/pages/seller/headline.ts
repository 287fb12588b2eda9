import { daySeconds } from '../../../../chaincode/domain/time.js';
import { scoreScale } from '../charts/score-scale.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { corroborationText } from '../../messages/corroboration.js';
import { bandName, standingWords } from '../../messages/standing.js';
import { sellerName } from '../../html/seller-name.js';
import { dayForm, pastNote, pathOfDay, writtenDay } from './day.js';
import { sellerPath, standingOf, type Subject } from './subject.js';

/** The public aggregate has the rest. */
const domainsShown = 8;

/** Who it is, and the answer in one glance. */
export function headline(subject: Subject): Markup {
  const { context, facts, id, newest, outsiders, score } = subject;
  const { link, t } = context;
  const seller = encodeURIComponent(id);
  return html`<section class="card headline" id="score" aria-labelledby="seller-name">
    <p class="quiet kicker no-print"><a href="${link('/sellers')}">${t.say('nav.sellers')}</a></p>
    <h1 id="seller-name">${sellerName({ id, tradingName: facts.tradingName })}</h1>
    ${pastNote(subject)} ${answer(subject)} ${who(subject)}
    <h3>${t.say('corroboration.title')}</h3>
    <p>
      ${corroborationText(t, score.corroboration)} <span class="quiet">${t.say('corroboration.why')}</span>
    </p>
    ${contested(subject)}
    ${
      newest === undefined &&
      html`<p class="actions no-print">
          <a class="button plain" href="${link(`/verify/${seller}`)}">${t.say('seller.check')}</a>
          <span class="quiet">${t.say('seller.check.why')}</span>
        </p>
        ${outsiders.named > 0 && html`<p class="quiet">${t.say('seller.witnessed', outsiders)}</p>`}`
    }
    ${dayForm(subject)}
    <ul class="more no-print">
      <li><a href="${link(`/compare?seller=${seller}`)}">${t.say('seller.compare')}</a></li>
      <li><a href="${link(`/snippet/${seller}`)}">${t.say('snippet.link')}</a></li>
    </ul>
    ${asData(subject)}
  </section>`;
}

/** Where programs get what the page shows. Of a past day there is the score alone. */
function asData({ context: { t }, id, newest, score }: Subject): Markup {
  const path = `/v1${sellerPath(id)}`;
  const links =
    newest === undefined
      ? ([
          ['seller.data.score', `${path}/score`],
          ['seller.data.aggregate', path],
          ['seller.data.proof', `${path}/proof`],
          ['seller.data.badge', `/v1/badges/${encodeURIComponent(id)}`],
        ] as const)
      : ([['seller.data.score', `${path}/score?asof=${writtenDay(score.asOf)}`]] as const);
  return html`<details class="no-print quiet">
    <summary>${t.say('seller.data')}</summary>
    <ul class="more">
      ${links.map(([key, href]) => html`<li><a href="${href}">${t.say(key)}</a></li>`)}
    </ul>
  </details>`;
}

function who({ context: { t }, facts }: Subject): Markup {
  const { country, level, natural, shopDomains } = facts;
  const known = levels.find((one) => one === level);
  const rest = shopDomains.length - domainsShown;
  return html`<ul class="who">
    ${country !== undefined && html`<li>${t.country(country)}</li>`}
    ${natural && html`<li>${t.say('seller.natural')}</li>`}
    ${known !== undefined && html`<li>${t.say(`seller.level.${known}`)}</li>`}
    ${shopDomains.slice(0, domainsShown).map((domain) => html`<li>${foreign(domain)}</li>`)}
    ${rest > 0 && html`<li>${t.say('seller.more', { count: rest })}</li>`}
    <li>
      ${t.say('seller.records', { count: facts.records.count, date: t.date(facts.newestDay * daySeconds) })}
    </li>
  </ul>`;
}
const levels = ['self-declared', 'document', 'register', 'on-site'] as const;

/** The seller's standing comes first: whoever reads no more must not take a genuine record of bad service for praise. */
function answer(subject: Subject): Markup {
  const { context, score } = subject;
  const { t } = context;
  const { sentence, title, tone } = standingWords(t, standingOf(score));
  return html`<div class="answer tone-${tone}">
    <p class="when">
      ${t.say(score.overall === null ? 'seller.asof' : 'seller.on', { date: t.date(score.asOf) })}
    </p>
    <h2>${title}</h2>
    <p class="says">
      ${sentence}
      ${score.provisional && html`<span class="chip notice">${t.say('seller.provisional')}</span>`}
    </p>
    ${details(subject)}
  </div>`;
}

function details(subject: Subject): Markup {
  const { last, overall } = subject.score;
  if (overall !== null) return scored(subject);
  return last === undefined ? noScore(subject) : dormant(subject, last);
}

function scored({ context: { t }, rules, score }: Subject): Markup {
  const { band, interval, provisional } = score;
  const { lower, upper } = interval ?? { lower: 0, upper: 0 };
  return html`${scoreScale(lower, upper, rules.bands)}
    <ul class="scale-bands">
      ${rules.bands.toReversed().map(({ from, name }, i, all) => {
        const to = (all[i + 1]?.from ?? 1_001) - 1;
        const text = `${bandName(t, name)} ${t.number(from)}–${to}`;
        return html`<li ${name === band && html`aria-current="true"`}>${text}</li>`;
      })}
    </ul>
    <p>
      ${t.say('seller.interval', { lower: String(lower), upper: String(upper) })}
      ${provisional && t.say('code.provisional')}
    </p>`;
}

/** Says what is bad, then what is missing for a score. No score is not a low score, and does not hide bad facts. */
function noScore({ context: { t }, score }: Subject): Markup {
  const few = score.components.filter(({ status }) => status === 'insufficient');
  const faults = score.reasons.filter(({ component }) => component !== null);
  const needs = score.reasons.flatMap(({ code, numbers: { periods = 0, needed = 0 } }) => {
    if (code === 'young_seller') return [t.say('seller.needs.periods', { have: periods, needed })];
    if (code !== 'too_few_facts') return [];
    const components = t.list(few.map(({ name }) => t.say(`component.${name}`)));
    return [t.say('seller.needs.facts', { components })];
  });
  return html`${
      faults.length > 0 &&
      html`<p>${t.say('seller.known-bad')}</p>
        <ul>
          ${faults.map(({ code }) => html`<li>${t.say(`reason.${code}`)}</li>`)}
        </ul>`
    }
    <p>${t.say(faults.length > 0 ? 'seller.missing' : 'seller.no-score')}</p>
    <ul>
      ${needs.map((need) => html`<li>${need}</li>`)}
    </ul>`;
}

/** Leads to the day of the last score: it must not pass for today's, nor be forgotten. */
function dormant(
  { context: { link, t }, days, id }: Subject,
  { asOf }: NonNullable<Subject['score']['last']>,
): Markup {
  return html`<p>${t.say('seller.dormant')}</p>
    ${
      asOf >= days.first &&
      html`<p class="no-print">
        <a href="${link(pathOfDay(id, asOf))}">${t.say('seller.dormant.then', { date: t.date(asOf) })}</a>
      </p>`
    }`;
}

/** While a fact is contested both values stand side by side: neither the seller nor the one who stated it is believed. */
function contested({ context: { t }, facts, score }: Subject): Markup | undefined {
  if (facts.uncontested === undefined) return undefined;
  const none = score.status === 'dormant' ? 'status.dormant' : 'status.not-enough-history';
  const inWords = (overall: number | null | undefined): string =>
    typeof overall === 'number' ? t.number(overall) : t.say(none);
  return html`<div class="contested" role="note">
    <h2>${t.say('seller.contested.title')}</h2>
    <p>${t.say('seller.contested')}</p>
    <dl class="pairs">
      <div>
        <dt>${t.say('seller.contested.with')}</dt>
        <dd>${inWords(score.overall)}</dd>
      </div>
      <div>
        <dt>${t.say('seller.contested.without')}</dt>
        <dd>${inWords(score.uncontested?.overall)}</dd>
      </div>
    </dl>
  </div>`;
}
