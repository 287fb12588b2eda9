import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { evidenceLinks, sellerPath, type Subject } from './subject.js';

const names = ['casesOpened', 'casesAnswered', 'casesForSeller', 'casesForBuyer'] as const;
const casesShown = 10;

/** Disputes by their outcome, and those still open. What was said in them is for members. */
export function cases(subject: Subject): Markup {
  const { context, facts, id } = subject;
  const { link, t } = context;
  const { openCases, periods } = facts;
  const all = [...periods.recent.map(({ counters }) => counters), periods.lifetime];
  const sum = (name: (typeof names)[number]): number =>
    all.reduce((count, counters) => count + (counters[name] ?? 0), 0);
  const rest = openCases.length - casesShown;
  return html`<section class="card" id="cases" aria-labelledby="cases-title">
    <h2 id="cases-title">${t.say('seller.cases.title')}</h2>
    ${
      openCases.length + names.reduce((all, name) => all + sum(name), 0) === 0
        ? html`<p>${t.say('seller.cases.none')}</p>`
        : html`<dl class="counts">
            ${names.map(
              (name) =>
                html`<div>
                  <dt>${t.say(`seller.count.${name}`)}</dt>
                  <dd>${t.number(sum(name))}</dd>
                </div>`,
            )}
            <div>
              <dt>${t.say('seller.cases.open')}</dt>
              <dd>${t.number(openCases.length)}</dd>
            </div>
          </dl>`
    }
    ${
      openCases.length > 0 &&
      html`<details open>
        <summary>${t.say('seller.cases.list')}</summary>
        <ul>
          ${openCases.slice(0, casesShown).map(
            (one) =>
              html`<li>
                <a href="${link(`${sellerPath(id)}/cases/${encodeURIComponent(one)}`)}">${foreign(one)}</a>
              </li>`,
          )}
          ${rest > 0 && html`<li>${t.say('seller.more', { count: rest })}</li>`}
        </ul>
      </details>`
    }
    <p class="quiet">${t.say('seller.cases.how')}</p>
    ${evidenceLinks(subject, ['case'])}
  </section>`;
}
