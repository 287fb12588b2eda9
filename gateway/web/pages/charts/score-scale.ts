import { html, type Markup } from '../../html/html.js';

/** Where a band begins: 0 to 1000 points. */
interface BandStart {
  readonly from: number;
}

/** Closer ones would run into each other. A phone shows none: the list of bands beside it does. */
const labelsApartMin = 120;

/** In percent of the width: what is drawn stretches with the page, and its words keep their size. */
const percent = (points: number): string => `${points / 10}%`;

/**
 * Where a score and the upper end of its interval lie between 0 and 1000, and where the bands begin. The text beside it says
 * the same.
 */
export function scoreScale(lower: number, upper: number, bands: readonly BandStart[]): Markup {
  const starts = bands.map(({ from }) => from).filter((from) => from > 0);
  return html`<svg class="scale" aria-hidden="true" width="100%" height="44">
    <rect class="track" y="12" width="100%" height="8" rx="4" />
    <rect class="span" x="${percent(lower)}" y="10" width="${percent(upper - lower)}" height="12" rx="6" />
    ${starts.map((from) => html`<line class="tick" x1="${percent(from)}" x2="${percent(from)}" y1="6" y2="26" />`)}
    <circle class="mark" cx="${percent(lower)}" cy="16" r="9" />
    <text y="40">0</text>
    ${labelled(starts).map((from) => html`<text class="between" x="${percent(from)}" y="40" text-anchor="middle">${from}</text>`)}
    <text x="100%" y="40" text-anchor="end">1000</text>
  </svg>`;
}

/** As many starts of bands as fit between both ends. */
function labelled(starts: readonly number[]): number[] {
  const labels: number[] = [];
  for (const from of starts.toReversed())
    if (from - (labels.at(-1) ?? 0) >= labelsApartMin && 1000 - from >= labelsApartMin) labels.push(from);

  return labels;
}

/** How much of the whole, with a mark at the value that neither helps nor harms: 0 to 1000 points. */
export const pointsBar = (points: number, neutral: number): Markup =>
  html`<svg class="bar" aria-hidden="true" width="100%" height="14">
    <rect class="track" y="3" width="100%" height="8" rx="4" />
    <rect class="fill" y="3" width="${percent(points)}" height="8" rx="4" />
    <line class="tick" x1="${percent(neutral)}" x2="${percent(neutral)}" y1="0" y2="14" />
  </svg>`;
