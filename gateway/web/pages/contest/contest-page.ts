import type { Services } from '../../../http/routes/services.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { languageField } from '../../frame/language-field.js';
import type { Page, PageContext } from '../../frame/page.js';
import { recordsPath } from '../seller/subject.js';
import { matterOf, type Matter } from './matter.js';
import { openCase, request } from './texts-to-send.js';
import { whomToAsk } from './whom-to-ask.js';

/** No id is longer. */
const idCharactersMax = 128;

/** How a seller, a buyer or a certifier has a wrong fact corrected or contested, step by step. */
export function contestPage(
  context: PageContext,
  services: Pick<Services, 'members' | 'records' | 'sellers'>,
): Page {
  const { t } = context;
  const matter = matterOf(services, asked(context, 'seller'), asked(context, 'record'));
  return {
    title: t.say('contest.title'),
    description: t.say('contest.lead'),
    body: html`<article class="narrow contest">
      <h1>${t.say('contest.title')}</h1>
      <p class="lead">${t.say('contest.lead')}</p>
      ${form(context, matter)} ${steps(context, matter)} ${whomToAsk(context, services, matter)}
      ${meanwhile(context)} ${readers(context)}
    </article>`,
  };
}

const asked = ({ url }: PageContext, name: string): string =>
  (url.searchParams.get(name) ?? '').trim().slice(0, idCharactersMax);

/** What it is about. It works without: the steps are the same. */
function form({ chosen, link, t }: PageContext, matter: Matter): Markup {
  const { record, recordState, seller, sellerState } = matter;
  return html`<form class="card no-print" action="/contest" method="get">
    ${languageField(chosen)}
    <h2>${t.say('contest.about')}</h2>
    <label for="seller">${t.say('contest.about.seller')}</label>
    <p>
      <input id="seller" name="seller" value="${seller}" maxlength="${idCharactersMax}" autocomplete="off" />
      ${sellerState === 'unknown' && html`<span class="wrong" role="alert">${t.say('contest.unknown.seller')}</span>`}
      ${sellerState === 'another' && html`<span class="wrong" role="alert">${t.say('contest.another.seller')}</span>`}
      ${
        sellerState === 'known' &&
        html`<span class="line"
          ><a href="${link(recordsPath(seller))}">${t.say('contest.about.records')}</a></span
        >`
      }
    </p>
    <label for="record">${t.say('contest.about.record')}</label>
    <p>
      <input id="record" name="record" value="${record}" maxlength="${idCharactersMax}" autocomplete="off" />
      ${recordState === 'unknown' && html`<span class="wrong" role="alert">${t.say('contest.unknown.record')}</span>`}
    </p>
    <button class="plain" type="submit">${t.say('contest.about.submit')}</button>
  </form>`;
}

function steps(context: PageContext, matter: Matter): Markup {
  const { link, t } = context;
  const { issuer, kind, record, recordState, seller, sellerState } = matter;
  return html`<section aria-labelledby="steps">
    <h2 id="steps">${t.say('contest.steps')}</h2>
    <ol class="steps">
      <li>
        <h3>${t.say('contest.find')}</h3>
        <p>${t.say('contest.find.how')}</p>
        ${
          recordState === 'known'
            ? html`<p>
                <a href="${link(`/records/${encodeURIComponent(record)}`)}"
                  ><code>${foreign(record)}</code></a
                >
              </p>`
            : sellerState === 'known' &&
              html`<p><a href="${link(recordsPath(seller))}">${t.say('contest.about.records')}</a></p>`
        }
      </li>
      <li>
        <h3>${t.say('contest.correct')}</h3>
        <p>${t.say('contest.correct.how')}</p>
        ${
          issuer !== undefined &&
          html`<p>
            ${t.rich('contest.correct.issuer', {
              issuer: html`<a href="${link(`/participants/${encodeURIComponent(issuer)}`)}"
                >${foreign(issuer)}</a
              >`,
            })}
          </p>`
        }
        ${request(context, matter)}
      </li>
      <li>
        <h3>${t.say('contest.case')}</h3>
        <p>${t.say(kind === 'closed-to-cases' ? 'contest.case.not' : 'contest.case.how')}</p>
        ${kind !== 'closed-to-cases' && openCase(context, matter)}
      </li>
      <li>
        <h3>${t.say('contest.decision')}</h3>
        <p>${t.say('contest.decision.how')}</p>
      </li>
    </ol>
  </section>`;
}

function meanwhile({ link, t }: PageContext): Markup {
  return html`<section class="card" aria-labelledby="meanwhile">
    <h2 id="meanwhile">${t.say('contest.meanwhile')}</h2>
    <ul>
      <li>${t.say('contest.meanwhile.counts')}</li>
      <li>${t.say('contest.meanwhile.both')}</li>
      <li>${t.say('contest.meanwhile.after')}</li>
    </ul>
    <h3>${t.say('contest.deadlines')}</h3>
    <p>${t.say('contest.deadlines.none')}</p>
    <h3>${t.say('contest.rules')}</h3>
    <p>
      ${t.say('contest.rules.how')} <a href="${link('/score')}">${t.say('nav.score')}</a> ·
      <a href="${link('/organisations')}">${t.say('nav.organisations')}</a>
    </p>
  </section>`;
}

function readers({ t }: PageContext): Markup {
  return html`<section aria-labelledby="readers">
    <h2 id="readers">${t.say('contest.readers')}</h2>
    ${(['seller', 'buyer', 'certifier'] as const).map(
      (reader) =>
        html`<h3>${t.say(`contest.readers.${reader}`)}</h3>
          <p>${t.say(`contest.readers.${reader}.how`)}</p>`,
    )}
  </section>`;
}
