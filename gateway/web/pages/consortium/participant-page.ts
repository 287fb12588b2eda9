import type { AuthorityMatrix } from '../../../../chaincode/domain/consortium/document.js';
import type { Participant } from '../../../../chaincode/domain/consortium/participant.js';
import type { Services } from '../../../http/routes/services.js';
import { foreign, readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import { verifyCommand } from './verify-command.js';
import { proofCard } from '../proof/proof-card.js';
import { organisationPath } from './consortium-view.js';
import { trail } from '../records/trail.js';
import { participantView } from './participant-view.js';
import { kindNames, roleNames } from './words.js';

/** One participant: what it may state, for whom, and with which keys. Throws ServiceError `not_found`. */
export function participantPage(
  context: PageContext,
  id: string,
  { governance, members }: Pick<Services, 'governance' | 'members'>,
  now: number,
): Page {
  const { t } = context;
  const participant = members.registered(id);
  const key = `participant/${id}`;
  const { body, data, scripts } = proofCard(
    context,
    {
      kind: 'participant',
      subject: key,
      path: `/v1/participants/${encodeURIComponent(id)}/proof`,
      command: verifyCommand(context, `/v1/participants/${encodeURIComponent(id)}/proof`),
      shown: participant,
    },
    /^consortium\./,
  );
  return {
    title: readable(id),
    description: t.say('consortium.participant.description', {
      id: readable(id),
      roles: roleNames(t, participant.roles),
    }),
    data,
    scripts,
    body: html`${trail(context, [
        [t.say('consortium.title'), '/organisations'],
        [t.say('consortium.participants'), '/participants'],
      ])}
      <h1>${foreign(id)}</h1>
      <p class="lead">${t.say('consortium.participant.lead', { roles: roleNames(t, participant.roles) })}</p>
      <div class="card" id="proven">${participantView(t, participant, now)}</div>
      ${rights(context, participant, { ...governance.authority(), batches: members.batchCount(participant) })}
      ${body}`,
  };
}

/** What its roles let it state, by the matrix in force, and who answers for it. */
function rights(
  { link, organisations, t }: PageContext,
  { org, roles }: Participant,
  { authority, batches }: { readonly authority: AuthorityMatrix; readonly batches: number },
): Markup {
  const kinds = [...new Set(roles.flatMap((role) => authority[role] ?? []))];
  const home = organisations.find(({ id }) => id === org);
  return html`<section class="card" aria-labelledby="rights">
    <h2 id="rights">${t.say('consortium.states')}</h2>
    <p>
      ${kinds.length === 0 ? t.say('consortium.states.none') : t.say('consortium.states.of', { kinds: kindNames(t, kinds) })}
    </p>
    <p>${t.say('consortium.states.so-far', { count: batches })}</p>
    ${
      home !== undefined &&
      html`<p>
        ${t.say('consortium.answers')} <a href="${link(organisationPath(org))}">${foreign(home.name)}</a>
      </p>`
    }
    <p class="quiet"><a href="/v1/authority">${t.say('consortium.data.authority')}</a></p>
  </section>`;
}
