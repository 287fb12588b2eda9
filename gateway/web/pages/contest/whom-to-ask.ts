import type { Participant } from '../../../../chaincode/domain/consortium/participant.js';
import type { Services } from '../../../http/routes/services.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { PageContext } from '../../frame/page.js';
import type { Matter } from './matter.js';

/** Sellers are participants, too: a ledger may have very many, and the page must not look at all of them. */
const participantsLookedAt = 1_000;
const pageLength = 100;
const shown = 10;

type Asked = Pick<Services, 'members'>;

/** The seller's platform, and the arbiters. */
export function whomToAsk(context: PageContext, services: Asked, { seller, sellerState }: Matter): Markup {
  const { link, t } = context;
  const active = activeWith(services, ['platform', 'arbiter']);
  const own = sellerState === 'known' ? seller.slice(0, seller.indexOf('.')) : undefined;
  const platforms = active.filter(
    ({ id, roles }) => roles.includes('platform') && (own === undefined || id === own),
  );
  const arbiters = active.filter(({ roles }) => roles.includes('arbiter'));
  return html`<section class="card" aria-labelledby="whom">
    <h2 id="whom">${t.say('contest.whom')}</h2>
    <h3>${t.say(own === undefined ? 'contest.whom.platforms' : 'contest.whom.platform')}</h3>
    ${listOf(context, platforms)}
    <h3>${t.say('contest.whom.arbiters')}</h3>
    ${listOf(context, arbiters)}
    <p><a href="${link('/participants')}">${t.say('consortium.participants.all')}</a></p>
  </section>`;
}

function activeWith({ members }: Asked, wanted: readonly Participant['roles'][number][]): Participant[] {
  const found: Participant[] = [];
  let after: string | null | undefined;
  for (let looked = 0; looked < participantsLookedAt && after !== null; looked += pageLength) {
    const page = members.list(after, pageLength);
    found.push(
      ...page.items.filter(
        ({ roles, status }) => status === 'active' && wanted.some((role) => roles.includes(role)),
      ),
    );
    after = page.next;
  }
  return found;
}

function listOf({ link, organisations, t }: PageContext, participants: readonly Participant[]): Markup {
  if (participants.length === 0) return html`<p>${t.say('contest.whom.none')}</p>`;
  const rest = participants.length - shown;
  return html`<ul>
    ${participants.slice(0, shown).map(({ id, org }) => {
      const organisation = organisations.find((one) => one.id === org);
      return html`<li>
        <a href="${link(`/participants/${encodeURIComponent(id)}`)}">${foreign(id)}</a>
        ${
          organisation !== undefined &&
          html`<span class="line quiet"
            >${t.rich('contest.whom.org', {
              organisation: html`<a href="${link(`/organisations/${encodeURIComponent(org)}`)}"
                >${foreign(organisation.name)}</a
              >`,
              site: foreign(organisation.url),
            })}</span
          >`
        }
      </li>`;
    })}
    ${rest > 0 && html`<li>${t.say('seller.more', { count: rest })}</li>`}
  </ul>`;
}
