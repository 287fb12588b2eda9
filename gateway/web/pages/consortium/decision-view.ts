import type { ProvenDecision } from '../../../../chaincode/domain/proofs/decision.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { actionTitle, actionView } from './action-view.js';
import { approvalsView } from './approvals-view.js';

/** An executed proposal, by its proof. `now`: seconds. */
export const decisionView = (
  t: Translator,
  { approvals, proposal, time }: Pick<ProvenDecision, 'approvals' | 'proposal' | 'time'>,
  now: number,
): Markup =>
  html`<h2>${actionTitle(t, proposal.action)}</h2>
    <p>${t.say('proposal.executed-at', { time: t.time(time) })}</p>
    ${actionView(t, proposal.action, now)}
    <h3>${t.say('proposal.approvals')}</h3>
    ${approvalsView(t, approvals)}`;
