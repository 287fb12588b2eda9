import type { ProposalView } from '../../../../chaincode/domain/governance/proposal.js';
import type { Services } from '../../../http/routes/services.js';
import { readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import type { Translator } from '../../messages/translate.js';
import { actionTitle } from './action-view.js';
import { trail } from '../records/trail.js';
import { cursorOf, turnPages } from './list-page.js';

const proposalsShown = 30;

export const proposalPath = (id: string): string => `/proposals/${encodeURIComponent(id)}`;

/** What the organisations decided, and what waits for their decision: the newest first. */
export function proposalsPage(context: PageContext, { governance }: Pick<Services, 'governance'>): Page {
  const { link, organisations, t } = context;
  const { items, next } = governance.newestProposals(cursorOf(context), proposalsShown);
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  return {
    title: t.say('consortium.proposals'),
    description: t.say('consortium.proposals.lead'),
    body: html`${trail(context, [[t.say('consortium.title'), '/organisations']])}
      <h1>${t.say('consortium.proposals')}</h1>
      <p class="lead">${t.say('consortium.proposals.lead')}</p>
      ${items.length === 0 && html`<p class="card">${t.say('consortium.proposals.none')}</p>`}
      <ul class="entries" ${items.length === 0 && html`hidden`}>
        ${items.map(
          (one) =>
            html`<li>
              <a href="${link(proposalPath(one.id))}"
                ><strong>${actionTitle(t, one.proposal.action)}</strong></a
              >
              ${statusChip(t, one)}
              <span class="line quiet"
                >${t.say('proposal.by', { name: readable(names.get(one.proposer) ?? one.proposer) })} ·
                ${t.say('proposal.count', { count: one.approvals.length })}</span
              >
            </li>`,
        )}
      </ul>
      ${turnPages(context, next)}
      <p class="quiet"><a href="/v1/proposals">${t.say('consortium.data')}</a></p>`,
  };
}

export const statusChip = (t: Translator, { status }: Pick<ProposalView, 'status'>): Markup =>
  html`<span class="chip ${status === 'open' && 'fair'}">${t.say(`proposal.status.${status}`)}</span>`;
