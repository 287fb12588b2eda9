import { parseScorePolicy } from '../../../../chaincode/domain/policies/index.js';
import type { ScorePolicy } from '../../../../chaincode/domain/policies/score-policy.js';
import { periodDays } from '../../../../chaincode/domain/time.js';
import type { Services } from '../../../http/routes/services.js';
import type { Page, PageContext } from '../../frame/page.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { bandList } from './bands.js';
import { exampleDays, exampleScore } from './example.js';
import { exampleTable } from './example-view.js';
import { partCards } from './parts.js';

const wholePpm = 1_000_000;
const weeks = periodDays / 7;

/** How a score is made. Every number is that of the policy in force, so that the page cannot say what no longer holds. */
export function scorePage(
  context: PageContext,
  { about, governance }: Pick<Services, 'about' | 'governance'>,
): Page {
  const { link, madeAt, organisations, t } = context;
  const policy = parseScorePolicy(governance.policy('score'));
  const example = exampleScore(policy, madeAt);
  const agree = about.consortium()?.k ?? organisations.length;
  return {
    title: t.say('score.title'),
    description: t.say('score.lead'),
    body: html`<h1>${t.say('score.title')}</h1>
      <p class="lead">${t.say('score.lead')}</p>
      <p class="quiet">
        ${t.say('score.policy', { version: policy.version, agree, organisations: organisations.length })}
        <a href="/v1/policies/score/${policy.version}">${t.say('score.policy.data')}</a> ·
        <a href="${link('/proposals')}">${t.say('score.policy.changes')}</a>
      </p>
      <section class="card">
        <h2>${t.say('score.bands')}</h2>
        ${bandList(t, policy)}
        <h3>${t.say('score.not')}</h3>
        <ul>
          ${(['goods', 'unstated', 'person', 'alone'] as const).map((name) => html`<li>${t.say(`score.not.${name}`)}</li>`)}
        </ul>
      </section>
      <section aria-labelledby="parts">
        <h2 id="parts">${t.say('score.parts')}</h2>
        <p>${t.say('score.parts.lead')}</p>
        <div class="parts">${partCards(t, policy)}</div>
      </section>
      <section aria-labelledby="steps">
        <h2 id="steps">${t.say('score.steps')}</h2>
        <ol class="steps">
          ${(['decay', 'bound', 'few', 'points'] as const).map(
            (step) =>
              html`<li>
                <h3>${t.say(`score.steps.${step}`)}</h3>
                <p>${t.say(`score.steps.${step}.text`, { weeks })}</p>
              </li>`,
          )}
        </ol>
      </section>
      <section class="card">
        <h2>${t.say('score.example')}</h2>
        <p>
          ${t.say('score.example.lead', { orders: example.components[0]?.counts['orders'] ?? 0, weeks: exampleDays / 7 })}
        </p>
        ${exampleTable(t, example)}
      </section>
      <section class="card">
        <h2>${t.say('score.history')}</h2>
        ${historyList(t, policy)}
        <h3>${t.say('corroboration.title')}</h3>
        <p>${t.say('score.corroboration.text')}</p>
      </section>
      <section class="card">
        <h2>${t.say('score.again')}</h2>
        <p>${t.say('score.again.text')}</p>
        <p class="buttons">
          <a class="button" href="${link('/sellers')}">${t.say('home.shopper.search')}</a>
          <a class="button plain" href="${link('/contest')}">${t.say('nav.contest')}</a>
        </p>
      </section>`,
  };
}

function historyList(t: Translator, { components, history, neutral }: ScorePolicy): Markup {
  const total = Object.values(components).reduce((sum, { weight }) => sum + weight, 0);
  const share = t.percent(Math.round((history.minimumWeight * wholePpm) / total));
  const texts = [
    t.say('score.history.young', {
      share,
      weeks,
      periods: history.minimumPeriods,
      status: t.say('status.not-enough-history'),
    }),
    t.say('score.history.bad', { neutral }),
    t.say('score.history.dormant', { status: t.say('status.dormant') }),
    t.say('score.history.provisional', { periods: history.provisionalPeriods }),
  ];
  return html`<ul>
    ${texts.map((text) => html`<li>${text}</li>`)}
  </ul>`;
}
