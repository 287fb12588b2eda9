import { daySeconds } from '../../../../chaincode/domain/time.js';
import { scoreScale } from '../charts/score-scale.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { bandChip, evidenceLinks, evidencePath, knownBand, type Subject } from './subject.js';

/** The public aggregate has the rest. */
const domainsShown = 8;

/** Who it is, and the answer in one glance. */
export function headline(subject: Subject): Markup {
  const { context, id, score } = subject;
  const { link, t } = context;
  return html`<section class="card headline" id="score" aria-labelledby="seller-name">
    <p class="quiet kicker">${t.say('seller.kicker')}</p>
    <h1 id="seller-name">${foreign(id)}</h1>
    ${who(subject)} ${score.overall === null ? noScore(subject) : scored(subject)} ${contested(subject)}
    <p class="actions no-print">
      <a class="button" href="${link(`/verify/${encodeURIComponent(id)}`)}">${t.say('seller.check')}</a>
      <span class="quiet">${t.say('seller.check.why')}</span>
    </p>
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
  const { country, level, shopDomains } = facts;
  const known = levels.find((one) => one === level);
  const rest = shopDomains.length - domainsShown;
  return html`<ul class="who">
    ${country !== undefined && html`<li>${t.country(country)}</li>`}
    ${known !== undefined && html`<li>${t.say(`seller.level.${known}`)}</li>`}
    ${shopDomains.slice(0, domainsShown).map((domain) => html`<li>${foreign(domain)}</li>`)}
    ${rest > 0 && html`<li>${t.say('seller.more', { count: rest })}</li>`}
    <li>
      ${t.say('seller.records', { count: facts.records.count, date: t.date(facts.newestDay * daySeconds) })}
    </li>
  </ul>`;
}
const levels = ['self-declared', 'document', 'register', 'on-site'] as const;

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
          ${bandChip(t, band)}
          ${provisional && html`<span class="chip notice">${t.say('seller.provisional')}</span>`}
        </p>
        ${known !== undefined && html`<p class="says">${t.say(`seller.says.${known}`)}</p>`}
      </div>
    </div>
    ${scoreScale(lower, upper)}
    <p>${t.say('seller.interval', { lower, upper })}</p>
    <p class="quiet">
      ${t.say('seller.asof', { date: t.date(asOf) })} ${provisional && t.say('seller.provisional.why')}
    </p>`;
}

/** Says what is missing for a score. No score is not a low score. */
function noScore({ context: { t }, score }: Subject): Markup {
  const needs = score.reasons.flatMap(({ code, component, numbers }) => {
    const { days = 0, evidence = 0, needed = 0 } = numbers;
    if (code === 'young_seller') return [t.say('seller.needs.days', { have: days, needed })];
    const have = Math.floor(evidence / 1_000_000);
    return [t.say('seller.needs.facts', { component: t.say(`component.${component}`), have, needed })];
  });
  return html`<div class="rating">
      <p class="figure words"><strong>${t.say('status.not-enough-history')}</strong></p>
    </div>
    <p>${t.say('seller.no-score')}</p>
    <ul>
      ${needs.map((need) => html`<li>${need}</li>`)}
    </ul>
    <p class="quiet">${t.say('seller.asof', { date: t.date(score.asOf) })}</p>`;
}

/** While a fact is contested both values stand side by side: neither the seller nor the one who stated it is believed. */
function contested({ context: { t }, facts, score }: Subject): Markup | undefined {
  if (facts.uncontested === undefined) return undefined;
  const inWords = (overall: number | null | undefined): string =>
    typeof overall === 'number' ? t.number(overall) : t.say('status.not-enough-history');
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
