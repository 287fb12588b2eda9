import { parseScorePolicy } from '../../../../chaincode/domain/policies/index.js';
import type { Services } from '../../../http/routes/services.js';
import { searchBox } from '../../frame/search-box.js';
import type { Page, PageContext } from '../../frame/page.js';
import { html, type Markup } from '../../html/html.js';
import type { MessageKey } from '../../messages/en.js';
import { bandList } from '../score/bands.js';

/** What each reader finds here, with the ways to it. `/docs/` speaks one language, so its links keep none. */
const readers = [
  [
    'shopper',
    [
      ['/sellers', 'home.shopper.search'],
      ['/verify', 'nav.verify'],
      ['/score', 'nav.score'],
    ],
  ],
  [
    'seller',
    [
      ['/sellers', 'home.seller.find'],
      ['/contest', 'nav.contest'],
    ],
  ],
  [
    'marketplace',
    [
      ['/docs/', 'site.api'],
      ['/sellers', 'nav.sellers'],
      ['/score', 'nav.score'],
    ],
  ],
  [
    'certifier',
    [
      ['/certificates', 'nav.certificates'],
      ['/docs/', 'site.api'],
    ],
  ],
  [
    'payment',
    [
      ['/docs/', 'site.api'],
      ['/participants', 'nav.participants'],
    ],
  ],
  [
    'doubter',
    [
      ['/organisations', 'nav.organisations'],
      ['/seals', 'nav.seals'],
      ['/proposals', 'nav.proposals'],
    ],
  ],
] as const satisfies readonly (readonly [string, readonly (readonly [string, MessageKey])[]])[];

const steps = ['state', 'keep', 'score', 'check'] as const;

/** What this is, first to whoever wants to know one seller, then to each other reader. */
export function homePage(
  context: PageContext,
  { governance, roll }: Pick<Services, 'governance' | 'roll'>,
): Page {
  const { link, organisations, t } = context;
  return {
    title: t.say('home.title'),
    description: t.say('home.lead'),
    body: html`<div class="opening">
        <div>
          <h1>${t.say('home.title')}</h1>
          <p class="lead">${t.say('home.lead')}</p>
          ${searchBox(context)}
          <p><a class="button plain" href="${link('/verify')}">${t.say('home.badge')}</a></p>
          <p class="quiet">
            ${t.say('home.count', { sellers: roll.count(), organisations: organisations.length })}
          </p>
        </div>
        <section class="card">
          <h2>${t.say('score.bands')}</h2>
          ${bandList(t, parseScorePolicy(governance.policy('score')))}
          <p><a href="${link('/score')}">${t.say('nav.score')}</a></p>
        </section>
      </div>
      <section aria-labelledby="readers">
        <h2 id="readers">${t.say('home.readers')}</h2>
        <div class="readers">${readers.map(([reader, ways]) => readerCard(context, reader, ways))}</div>
      </section>
      <section aria-labelledby="how">
        <h2 id="how">${t.say('home.how')}</h2>
        <ol class="steps">
          ${steps.map(
            (step) =>
              html`<li>
                <h3>${t.say(`home.how.${step}`)}</h3>
                <p>${t.say(`home.how.${step}.text`)}</p>
              </li>`,
          )}
        </ol>
      </section>`,
  };
}

function readerCard(
  { link, t }: PageContext,
  reader: (typeof readers)[number][0],
  ways: readonly (readonly [path: string, name: MessageKey])[],
): Markup {
  return html`<div class="card">
    <h3>${t.say(`home.${reader}`)}</h3>
    <p>${t.say(`home.${reader}.text`)}</p>
    <ul class="plain-list">
      ${ways.map(
        ([path, name]) =>
          html`<li><a href="${path === '/docs/' ? path : link(path)}">${t.say(name)}</a></li>`,
      )}
    </ul>
  </div>`;
}
