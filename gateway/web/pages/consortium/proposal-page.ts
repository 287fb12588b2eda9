import type { JsonObject } from '../../../../chaincode/domain/canonical.js';
import type { Action } from '../../../../chaincode/domain/consortium/action.js';
import type { ConsortiumState } from '../../../../chaincode/domain/consortium/document.js';
import type { ProposalView } from '../../../../chaincode/domain/governance/proposal.js';
import { parseSignedGovernance } from '../../../../chaincode/domain/governance/signed.js';
import { jsonChanges, type JsonChange } from '../../../../chaincode/domain/json-changes.js';
import { parseTime } from '../../../../chaincode/domain/time.js';
import type { Services } from '../../../http/routes/services.js';
import { html, type Markup } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import { verifyCommand } from './verify-command.js';
import { proofCard } from '../proof/proof-card.js';
import { actionTitle } from './action-view.js';
import { approvalsView } from './approvals-view.js';
import { changesTable } from './changes-table.js';
import { proposalView } from './decision-view.js';
import { trail } from '../records/trail.js';
import { statusChip } from './proposals-page.js';

/** One proposal: what it changes, who signed it, and whether it took effect. Throws ServiceError `not_found`. */
export function proposalPage(
  context: PageContext,
  consortium: ConsortiumState,
  id: string,
  { governance, members }: Pick<Services, 'governance' | 'members'>,
  now: number,
): Page {
  const { organisations, t } = context;
  const view = governance.proposal(id);
  const { action } = view.proposal;
  const title = actionTitle(t, action);
  const isDone = view.status === 'executed';
  const card = isDone
    ? proofCard(
        context,
        {
          kind: 'proposal',
          subject: id,
          path: `/v1/proposals/${id}/proof`,
          command: verifyCommand(context, `/v1/proposals/${id}/proof`),
        },
        /^(consortium|proposal)\./,
      )
    : undefined;
  return {
    title,
    description: t.say('proposal.description', { title, status: t.say(`proposal.status.${view.status}`) }),
    ...(card === undefined ? {} : { data: card.data, scripts: card.scripts }),
    body: html`${trail(context, [
        [t.say('consortium.title'), '/organisations'],
        [t.say('consortium.proposals'), '/proposals'],
      ])}
      <h1>${title}</h1>
      <p>${statusChip(t, view)}</p>
      <p class="lead">${told(context, consortium, view)}</p>
      <div class="card" id="proven">
        ${proposalView(t, action, now, {
          approvals: approvalsView(t, view.signatures.map(parseSignedGovernance), organisations),
        })}
      </div>
      ${changes(context, before(action, isDone, consortium, { governance, members }))} ${card?.body}
      <p class="quiet">
        <a href="/v1/proposals/${id}">${t.say('consortium.data')}</a> · <code class="long">${id}</code>
      </p>`,
  };
}

/** What became of it, and what others do next. */
function told(
  { organisations, t }: PageContext,
  { k }: ConsortiumState,
  { approvals, id, proposal, status }: ProposalView,
): Markup | string {
  if (status !== 'open') return t.say(`proposal.told.${status}`, { count: approvals.length });
  return html`${t.say('proposal.told.open', {
      ...{ count: approvals.length, k, n: organisations.length },
      time: t.time(parseTime(proposal.expires) ?? 0),
    })}
    <span class="line quiet"
      >${t.say('proposal.how')} <code class="long">stl approve ${id} --admin ORG</code></span
    >`;
}

const json = (value: unknown): JsonObject => value as JsonObject;

/**
 * What would be another than now, or undefined where that says no more than the action itself. What an executed action
 * changed is known of policies alone: their versions stay.
 */
function before(
  action: Action,
  isDone: boolean,
  consortium: ConsortiumState,
  { governance, members }: Pick<Services, 'governance' | 'members'>,
): readonly JsonChange[] | undefined {
  if (action.type === 'policy.publish') {
    const { body, name, version } = action.policy;
    return version === 1
      ? undefined
      : jsonChanges(json(governance.policy(name, version - 1).body), json(body));
  }
  if (isDone) return undefined;
  switch (action.type) {
    case 'participant.update':
    case 'participant.status':
      return changesOfMembers(members.registered(action.id), action);
    case 'authority.set':
      return jsonChanges(consortium.authority, action.authority);
    case 'organisations.set':
    case 'witnesses.set':
    case 'parameters.set':
      return changesOfMembers(consortium, action);
    // Where something new comes or something is taken away, the action says it all.
    case 'participant.register':
    case 'key.register':
    case 'key.rotate':
    case 'key.revoke':
    case 'fold.activate':
    default:
      return undefined;
  }
}

/** The members that an action sets anew, in the document whose members they are. */
const changesOfMembers = (now: object, after: Action): readonly JsonChange[] =>
  Object.entries(json(after))
    .filter(([name]) => name !== 'type')
    .flatMap(([name, value]) => jsonChanges(json(now)[name], value, name));

const changes = ({ t }: PageContext, all: readonly JsonChange[] | undefined): Markup | undefined =>
  all &&
  html`<section class="card" aria-labelledby="changes-title">
    <h2 id="changes-title">${t.say('proposal.changes')}</h2>
    ${changesTable(t, all)}
  </section>`;
