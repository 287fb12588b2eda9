import type { Services } from '../../../http/routes/services.js';
import { html, type Markup } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import { verifyCommand } from './verify-command.js';
import { proofCard } from '../proof/proof-card.js';
import { consortiumView } from './consortium-view.js';
import type { ConsortiumState } from '../../../../chaincode/domain/consortium/document.js';

/** Whose word all of this is: the organisations, what each does, and how many of them it takes. */
export function organisationsPage(
  context: PageContext,
  consortium: ConsortiumState,
  { epochs }: Pick<Services, 'epochs'>,
): Page {
  const { link, t } = context;
  const { k, organisations, witnesses = [] } = consortium;
  const { body, data, scripts } = proofCard(
    context,
    {
      kind: 'consortium',
      subject: 'consortium',
      path: '/v1/consortium/proof',
      command: verifyCommand(context, '/v1/consortium/proof'),
      shown: consortium,
    },
    /^consortium\./,
  );
  return {
    title: t.say('consortium.title'),
    description: t.say('consortium.description'),
    data,
    scripts,
    body: html`<h1>${t.say('consortium.title')}</h1>
      <p class="lead">
        ${
          organisations.length === 1
            ? t.say('consortium.lead.one')
            : t.say('consortium.lead', { count: organisations.length, k })
        }
      </p>
      ${independence(context)}
      <h2>${t.say('consortium.organisations')}</h2>
      <div id="proven">${consortiumView(t, consortium, link)}</div>
      <section class="card" aria-labelledby="closer">
        <h2 id="closer">${t.say('consortium.closer')}</h2>
        <ul>
          ${(
            [
              ['/participants', 'participants'],
              ['/seals', 'seals'],
              ['/proposals', 'proposals'],
            ] as const
          ).map(
            ([path, name]) =>
              html`<li>
                <a href="${link(path)}">${t.say(`consortium.${name}`)}</a>:
                ${t.say(`consortium.${name}.lead`)}
              </li>`,
          )}
        </ul>
        <p>
          ${
            witnesses.length > 0 &&
            t.say('consortium.seen', { seen: epochs.seenBy(), named: witnesses.length })
          }
        </p>
        <p class="quiet">
          <a href="/v1/trust-list">${t.say('consortium.data.trust')}</a> ·
          <a href="/v1/genesis">${t.say('consortium.data.genesis')}</a> ·
          <a href="/.well-known/stl">${t.say('consortium.data.discovery')}</a>
        </p>
      </section>
      <section class="card" aria-labelledby="reach">
        <h2 id="reach">${t.say('consortium.reach')}</h2>
        <p>${t.say('consortium.reach.how')}</p>
        <p><a href="${link('/contest')}">${t.say('consortium.reach.contest')}</a></p>
      </section>
      ${body}`,
  };
}

/** Several names are no use where one program has all the keys. */
function independence({ demo, organisations, t }: PageContext): Markup | undefined {
  if (demo) return html`<p class="card notice">${t.say('verify.not-independent')}</p>`;
  return organisations.length > 1 ? html`<p>${t.say('verify.independent')}</p>` : undefined;
}
