import type { Organisation } from '../../../../chaincode/domain/consortium/document.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { code } from './facts.js';

/** What one organisation signed. */
export interface ShownApproval {
  /** Organisation id. */
  readonly org: string;
  readonly kid: string;
  /** Seconds, by the administrator's own clock. */
  readonly iat: number;
  /** Whether the signature was checked just now; left out where nobody has tried. */
  readonly checked?: boolean;
}

/** Who signed, when, and with which key; the proposer first. */
export const approvalsView = (
  t: Translator,
  approvals: readonly ShownApproval[],
  organisations: readonly Pick<Organisation, 'id' | 'name'>[],
): Markup =>
  html`<ol class="approvals">
    ${approvals.map(
      ({ checked, iat, kid, org }, i) =>
        html`<li>
          <strong>${foreign(organisations.find(({ id }) => id === org)?.name ?? org)}</strong> ·
          ${t.say(i === 0 ? 'proposal.proposed' : 'proposal.approved', { time: t.time(iat) })}
          <span class="line quiet">${t.say('proposal.signed-with')} ${code(kid)}</span>
          ${
            checked !== undefined &&
            html`<span class="line quiet"
              >${t.say(checked ? 'proposal.signature.checked' : 'proposal.signature.replaced')}</span
            >`
          }
        </li>`,
    )}
  </ol>`;
