import type { State } from '../../../sdk/verify/verdict.js';
import { html, type Markup } from '../../html/html.js';

/** What a visitor is told: the verifier's states, and those of a seller that is too young for a score, or dormant. */
export type Shown = State | 'no-history' | 'dormant';

/** A shape of its own for each state, so that none is told by colour alone. */
const shapes: Readonly<Record<Shown, Markup>> = {
  valid: html`<path d="M24 4 8 10v13c0 10 7 18 16 21 9-3 16-11 16-21V10z" /><path
      class="cut"
      d="m16 24 6 6 11-13"
    />`,
  'valid-with-notice': html`<path d="M24 4 8 10v13c0 10 7 18 16 21 9-3 16-11 16-21V10z" /><path
      class="cut"
      d="M24 14v13m0 6v.5"
    />`,
  'no-history': html`<path d="M24 4 8 10v13c0 10 7 18 16 21 9-3 16-11 16-21V10z" /><path
      class="cut"
      d="M15 25h.5m8.3 0h.5m8.2 0h.5"
    />`,
  dormant: html`<path d="M24 4 8 10v13c0 10 7 18 16 21 9-3 16-11 16-21V10z" /><path
      class="cut"
      d="M18 17h12L18 31h12"
    />`,
  expired: html`<circle cx="24" cy="24" r="20" /><path class="cut" d="M24 13v11l8 6" />`,
  revoked: html`<circle cx="24" cy="24" r="20" /><path class="cut" d="M12 24h24" />`,
  unchecked: html`<circle cx="24" cy="24" r="20" /><path
      class="cut"
      d="M18 18c0-8 13-7 12 1-1 4-6 4-6 9m0 6v.5"
    />`,
  forged: html`<path d="M15 4h18l11 11v18L33 44H15L4 33V15z" /><path
      class="cut"
      d="m16 16 16 16m0-16L16 32"
    />`,
};

export const stateIcon = (shown: Shown): Markup =>
  html`<svg
    class="state-icon"
    viewBox="0 0 48 48"
    width="56"
    height="56"
    aria-hidden="true"
    focusable="false"
  >
    ${shapes[shown]}
  </svg>`;
