import { daySeconds } from '../../../../chaincode/domain/time.js';
import { scoreScale } from '../charts/score-scale.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { corroborationText } from '../../messages/corroboration.js';
import { evidenceLinks, evidencePath, lastWords, standingChip, type Subject } from './subject.js';
import { knownBand } from '../../messages/standing.js';
import { sellerName } from '../../html/seller-name.js';

/** The public aggregate has the rest. */
const domainsShown = 8;

/** Who it is, and the answer in one glance. */
export function headline(subject: Subject): Markup {
  const { context, facts, id, outsiders, score } = subject;
  const { link, t } = context;
  return html`<section class="card headline" id="score" aria-labelledby="seller-name">
    <p class="quiet kicker">${t.say('seller.kicker')}</p>
    <h1 id="seller-name">${sellerName({ id, tradingName: facts.tradingName })}</h1>
    ${who(subject)} ${answer(subject)}
    <p>
      ${corroborationText(t, score.corroboration)} <span class="quiet">${t.say('corroboration.why')}</span>
    </p>
    ${contested(subject)}
    <p class="actions no-print">
      <a class="button" href="${link(`/verify/${encodeURIComponent(id)}`)}">${t.say('seller.check')}</a>
      <span class="quiet">${t.say('seller.check.why')}</span>
    </p>
    ${outsiders.named > 0 && html`<p class="quiet">${t.say('seller.witnessed', outsiders)}</p>`}
    <p class="no-print quiet">
      <a href="${link(`/snippet/${encodeURIComponent(id)}`)}">${t.say('snippet.link')}</a>
    </p>
    ${evidenceLinks(t, [
      [t.say('seller.evidence.score'), evidencePath(id, 'score')],
      [t.say('seller.evidence.aggregate'), evidencePath(id, 'aggregate')],
      [t.say('seller.evidence.proof'), evidencePath(id, 'proof')],
      [t.say('seller.evidence.badge'), evidencePath(id, 'badge')],
    ])}
  </section>`;
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

function answer(subject: Subject): Markup {
  const { last, overall } = subject.score;
  if (overall !== null) return scored(subject);
  return last === undefined ? noScore(subject) : dormant(subject, last);
}

function scored({ context: { t }, score }: Subject): Markup {
  const { asOf, band, interval, overall, provisional } = score;
  const { lower, upper } = interval ?? { lower: 0, upper: 0 };
  const known = knownBand(band);
  return html`<div class="rating">
      <p class="figure">
        <strong>${t.number(overall ?? 0)}</strong> <span class="quiet">${t.say('seller.of')}</span>
      </p>
      <div>
        <p>
          ${standingChip(t, score)}
          ${provisional && html`<span class="chip notice">${t.say('seller.provisional')}</span>`}
        </p>
        ${known !== undefined && html`<p class="says">${t.say(`says.${known}`)}</p>`}
      </div>
    </div>
    ${scoreScale(lower, upper)}
    <p>${t.say('seller.interval', { lower, upper })}</p>
    <p class="quiet">
      ${t.say('seller.asof', { date: t.date(asOf) })} ${provisional && t.say('seller.provisional.why')}
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
  return html`<div class="rating">
      <p class="figure words"><strong>${t.say('status.not-enough-history')}</strong></p>
    </div>
    ${
      faults.length > 0 &&
      html`<p>${t.say('seller.known-bad')}</p>
        <ul>
          ${faults.map(({ code }) => html`<li>${t.say(`reason.${code}`)}</li>`)}
        </ul>`
    }
    <p>${t.say(faults.length > 0 ? 'seller.missing' : 'seller.no-score')}</p>
    <ul>
      ${needs.map((need) => html`<li>${need}</li>`)}
    </ul>
    <p class="quiet">${t.say('seller.asof', { date: t.date(score.asOf) })}</p>`;
}

/** Says that there are no recent facts, and what the last score was: it must not pass for today's, nor be forgotten. */
function dormant({ context: { t }, score }: Subject, last: NonNullable<Subject['score']['last']>): Markup {
  return html`<div class="rating">
      <p class="figure words"><strong>${t.say('status.dormant')}</strong></p>
    </div>
    <p>${t.say('seller.dormant', lastWords(t, last))}</p>
    <p class="quiet">${t.say('seller.asof', { date: t.date(score.asOf) })}</p>`;
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
