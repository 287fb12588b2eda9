import type { Action } from '../../../../chaincode/domain/consortium/action.js';
import type { AgreedCheckpoint } from '../../../../chaincode/domain/proofs/checkpoint.js';
import type { ProvenDecision } from '../../../../chaincode/domain/proofs/decision.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { actionTitle, actionView } from './action-view.js';
import { approvalsView } from './approvals-view.js';

/** An executed proposal, by its proof. `now`: seconds. */
export const decisionView = (
  t: Translator,
  { approvals, consortium, proposal, time }: Omit<ProvenDecision, keyof AgreedCheckpoint | 'id'>,
  now: number,
): Markup =>
  proposalView(t, proposal.action, now, {
    executed: t.say('proposal.executed-at', { time: t.time(time) }),
    approvals: approvalsView(t, approvals, consortium.organisations),
  });

/** What a proposal says, and who signed it. */
export const proposalView = (
  t: Translator,
  action: Action,
  now: number,
  { approvals, executed }: { readonly approvals: Markup; readonly executed?: string },
): Markup =>
  html`<h2>${t.say('proposal.what')}</h2>
    <p><strong>${actionTitle(t, action)}</strong> ${executed}</p>
    ${actionView(t, action, now)}
    <h3>${t.say('proposal.approvals')}</h3>
    ${approvals}`;
