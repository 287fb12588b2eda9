import type { Services } from '../../../http/routes/services.js';
import { foreign, readable } from '../../html/foreign-text.js';
import { html } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import { trail } from '../records/trail.js';
import { cursorOf, turnPages } from './list-page.js';
import { stateChip } from './participant-view.js';
import { roleNames } from './words.js';

const participantsShown = 50;

export const participantPath = (id: string): string => `/participants/${encodeURIComponent(id)}`;

/** Who may state facts, in the order in which they came. */
export function participantsPage(
  context: PageContext,
  { members }: Pick<Services, 'members'>,
  now: number,
): Page {
  const { link, organisations, t } = context;
  const { items, next } = members.list(cursorOf(context), participantsShown);
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  return {
    title: t.say('consortium.participants'),
    description: t.say('consortium.participants.lead'),
    body: html`${trail(context, [[t.say('consortium.title'), '/organisations']])}
      <h1>${t.say('consortium.participants')}</h1>
      <p class="lead">${t.say('consortium.participants.lead')}</p>
      ${items.length === 0 && html`<p class="card">${t.say('consortium.turn.none')}</p>`}
      <ul class="entries" ${items.length === 0 && html`hidden`}>
        ${items.map(
          (one) =>
            html`<li>
              <a href="${link(participantPath(one.id))}"><strong>${foreign(one.id)}</strong></a>
              ${stateChip(t, one, now)}
              <span class="line">${roleNames(t, one.roles)}</span>
              <span class="line quiet"
                >${t.say('consortium.participant.of', { name: readable(names.get(one.org) ?? one.org) })}</span
              >
            </li>`,
        )}
      </ul>
      ${turnPages(context, next)}
      <p class="quiet"><a href="/v1/participants">${t.say('consortium.data')}</a></p>`,
  };
}
