import { html, type Markup } from '../../html/html.js';
import { tenth } from './picture.js';

const left = 16;
const width = 336;
const x = (points: number): number => tenth(left + (width * points) / 1000);

/** Where a score and the upper end of its interval lie between 0 and 1000. The text beside it says the same. */
export function scoreScale(lower: number, upper: number): Markup {
  const ticks = [0, 250, 500, 750, 1000];
  return html`<svg class="scale" aria-hidden="true" viewBox="0 0 368 44" width="368" height="44">
    <rect class="track" x="${left}" y="12" width="${width}" height="8" rx="4" />
    <rect class="span" x="${x(lower)}" y="10" width="${tenth(x(upper) - x(lower))}" height="12" rx="6" />
    <circle class="mark" cx="${x(lower)}" cy="16" r="9" />
    ${ticks.map((tick) => html`<text x="${x(tick)}" y="40" text-anchor="middle">${tick}</text>`)}
  </svg>`;
}

/** How much of the whole: 0 to 1000 points. */
export const pointsBar = (points: number): Markup =>
  html`<svg
    class="bar"
    aria-hidden="true"
    viewBox="0 0 200 8"
    width="200"
    height="8"
    preserveAspectRatio="none"
  >
    <rect class="track" width="200" height="8" rx="4" />
    <rect class="fill" width="${tenth(points / 5)}" height="8" rx="4" />
  </svg>`;
