import type { ConsortiumState, Organisation } from '../../../../chaincode/domain/consortium/document.js';
import type { Participant } from '../../../../chaincode/domain/consortium/participant.js';
import type { Services } from '../../../http/routes/services.js';
import { notFound } from '../../../services/common/service-error.js';
import { foreign, readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import { verifyCommand } from './verify-command.js';
import { proofCard } from '../proof/proof-card.js';
import { organisationPath } from './consortium-view.js';
import { organisationView, dutyOf } from './organisation-view.js';
import { participantPath } from './participants-page.js';
import { sealPath } from './seals-page.js';
import { trail } from '../records/trail.js';
import { roleNames } from './words.js';

/** Participants looked through for those of one organisation: a consortium has tens, and its sellers' own keys come last. */
const participantsRead = 500;
const participantsShown = 50;

/** One organisation: what it does, where its own site is, its keys, its participants. Throws ServiceError `not_found`. */
export function organisationPage(
  context: PageContext,
  consortium: ConsortiumState,
  id: string,
  services: Pick<Services, 'epochs' | 'members'>,
): Page {
  const { demo, t } = context;
  const organisation = consortium.organisations.find((one) => one.id === id);
  if (organisation === undefined) throw notFound('organisation');
  const name = readable(organisation.name);
  const { body, data, scripts } = proofCard(
    context,
    {
      ...{ kind: 'organisation', subject: 'consortium', item: id, shown: organisation },
      path: '/v1/consortium/proof',
      command: verifyCommand(context, '/v1/consortium/proof'),
    },
    /^consortium\./,
  );
  const its = services.members.list(undefined, participantsRead).items.filter(({ org }) => org === id);
  return {
    title: name,
    description: `${name}: ${dutyOf(t, organisation)}`,
    data,
    scripts,
    body: html`${trail(context, [[t.say('consortium.title'), '/organisations']])}
      <h1>${foreign(organisation.name)}</h1>
      <p class="lead">${dutyOf(t, organisation)}</p>
      ${demo && html`<p class="card notice">${t.say('verify.not-independent')}</p>`}
      <div class="card" id="proven">${organisationView(t, organisation)}</div>
      ${word(context, organisation, services)} ${participants(context, its)} ${body}`,
  };
}

/** Whether it stands behind the newest Seal: a gateway's word, by what the organisations signed. */
function word(
  { demo, link, t }: PageContext,
  { id, url }: Organisation,
  { epochs }: Pick<Services, 'epochs'>,
): Markup | undefined {
  const newest = epochs.newestOrNone();
  if (newest === undefined) return undefined;
  const { agreement, seal } = newest;
  const said = (['agree', 'dissent', 'equivocate', 'silent'] as const).find((one) =>
    agreement[one].includes(id),
  );
  return html`<section class="card" aria-labelledby="word">
    <h2 id="word">${t.say('consortium.word')}</h2>
    <p>
      ${t.say(`consortium.word.${said ?? 'none'}`)}
      <a href="${link(sealPath(seal.n))}">${t.say('consortium.seal.title', { number: seal.n })}</a>
    </p>
    ${
      !demo &&
      /^https?:/.test(url) &&
      html`<p>
        <a href="${url}${organisationPath(id)}" rel="noopener">${t.say('consortium.organisation.there')}</a>
      </p>`
    }
  </section>`;
}

function participants({ link, t }: PageContext, its: readonly Participant[]): Markup {
  const rest = its.length - participantsShown;
  return html`<section class="card" aria-labelledby="its">
    <h2 id="its">${t.say('consortium.organisation.participants')}</h2>
    ${its.length === 0 && html`<p>${t.say('consortium.organisation.participants.none')}</p>`}
    <ul class="bare">
      ${its
        .slice(0, participantsShown)
        .map(
          ({ id, roles }) =>
            html`<li>
              <a class="target" href="${link(participantPath(id))}">${foreign(id)}</a> ·
              ${roleNames(t, roles)}
            </li>`,
        )}
    </ul>
    ${rest > 0 && html`<p>${t.say('consortium.more', { count: rest })}</p>`}
    <p><a href="${link('/participants')}">${t.say('consortium.participants.all')}</a></p>
  </section>`;
}
