import { html, type Markup } from '../../html/html.js';
import type { Tone } from '../../messages/standing.js';

/**
 * What a visitor is told of a badge. A genuine one tells of its seller: what is known, that too little is, or that all of it is
 * old. All others tell of the badge, or say that there is none.
 */
export type Shown =
  | 'genuine'
  | 'no-history'
  | 'dormant'
  | 'expired'
  | 'revoked'
  | 'unchecked'
  | 'forged'
  | 'other-seller'
  | 'other-shop'
  | 'not-sealed'
  | 'unknown-seller';

const shield = html`<path d="M24 4 8 10v13c0 10 7 18 16 21 9-3 16-11 16-21V10z" />`;
const disc = html`<circle cx="24" cy="24" r="20" />`;
const cut = (path: string): Markup => html`<path class="cut" d="${path}" />`;

/** A shape of its own for each state, so that none is told by colour alone. */
const shapes: Readonly<Record<Exclude<Shown, 'genuine'>, Markup>> = {
  'no-history': html`${shield}${cut('M15 25h.5m8.3 0h.5m8.2 0h.5')}`,
  dormant: html`${shield}${cut('M18 17h12L18 31h12')}`,
  expired: html`${disc}${cut('M24 13v11l8 6')}`,
  revoked: html`${disc}${cut('M12 24h24')}`,
  unchecked: html`${disc}${cut('M18 18c0-8 13-7 12 1-1 4-6 4-6 9m0 6v.5')}`,
  forged: html`<path d="M15 4h18l11 11v18L33 44H15L4 33V15z" />${cut('m16 16 16 16m0-16L16 32')}`,
  'other-shop': html`<path d="M9 5h30l5 13v5H4v-5zM7 25h34v18H7z" />${cut('m18 28 12 11m0-11L18 39')}`,
  'other-seller': html`<circle cx="24" cy="13" r="9" /><path
      d="M5 44c0-13 8-19 19-19s19 6 19 19z"
    />${cut('m18 30 12 11m0-11L18 41')}`,
  'not-sealed': html`<path d="M10 4h28v9L28 24l10 11v9H10v-9l10-11-10-11z" />${cut('M17 11h14M24 28v10')}`,
  'unknown-seller': html`<circle cx="20" cy="20" r="16" /><path
      d="m29 34 5-5 11 11-5 5z"
    />${cut('M14 20h12')}`,
};

/** What the standing of a genuine badge's seller looks like: good, middling and bad differ in shape, too. */
const standings: Readonly<Record<Tone, Markup>> = {
  good: html`${shield}${cut('m16 24 6 6 11-13')}`,
  fair: html`${shield}${cut('M15 26c3-6 6-6 9-2s6 4 9-2')}`,
  bad: html`<path d="M24 3 46 43H2z" />${cut('M24 17v13m0 6v.5')}`,
  unknown: html`${shield}${cut('M24 14v13m0 6v.5')}`,
};

export const stateIcon = (shown: Shown, tone: Tone): Markup =>
  picture('state-icon', shown === 'genuine' ? standings[tone] : shapes[shown]);

/** Small, before the words on whether the badge itself is in order. */
export const genuineMark = (isNoticed: boolean): Markup =>
  picture(
    'badge-mark',
    isNoticed ? html`${disc}${cut('M24 12v14m0 8v.5')}` : html`${disc}${cut('m14 24 7 8 13-15')}`,
  );

const picture = (name: string, shape: Markup): Markup =>
  html`<svg class="${name}" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">
    ${shape}
  </svg>`;
