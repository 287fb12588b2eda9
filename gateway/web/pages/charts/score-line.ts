import { html, type Markup } from '../../html/html.js';
import { axisTitles, tenth } from './picture.js';

export interface ScorePoint {
  /** UTC day since 1970-01-01. */
  readonly day: number;
  /** Null: not enough history by then. */
  readonly score: { readonly lower: number; readonly upper: number } | null;
  readonly label: string;
}

export const lineSize = { width: 420, height: 256 } as const;
const plot = { left: 52, right: 408, top: 26, bottom: 206 };

/** What is written along the picture. */
interface LineWords {
  readonly up: string;
  readonly along: string;
}

/**
 * A line with its interval as an area. Where there was no score, there is no line.
 *
 * @param ticks points where a band begins
 */
export function scoreLine(points: readonly ScorePoint[], ticks: readonly number[], words: LineWords): Markup {
  const first = points[0]?.day ?? 0;
  const last = Math.max(points.at(-1)?.day ?? 0, first + 1);
  const x = (day: number): number =>
    tenth(plot.left + ((plot.right - plot.left) * (day - first)) / (last - first));
  const y = (score: number): number => tenth(plot.bottom - ((plot.bottom - plot.top) * score) / 1000);
  const scored = points.flatMap(({ day, score }) => (score === null ? [] : [{ day, ...score }]));
  const lower = scored.map((point) => `${x(point.day)},${y(point.lower)}`);
  const upper = scored.map((point) => `${x(point.day)},${y(point.upper)}`).reverse();
  return html`${axisTitles(words.up, words.along, lineSize)}
    ${[...ticks, 1000].map(
      (tick) =>
        html`<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${y(tick)}" y2="${y(tick)}" />
          <text x="${plot.left - 8}" y="${y(tick) + 4}" text-anchor="end">${tick}</text>`,
    )}
    <polygon class="span" points="${[...lower, ...upper].join(' ')}" />
    <polyline class="line" points="${lower.join(' ')}" />
    ${scored.map((point) => html`<circle class="mark" cx="${x(point.day)}" cy="${y(point.lower)}" r="3.5" />`)}
    ${labelled(points).map(
      ({ day, label, anchor }) => html`<text x="${x(day)}" y="228" text-anchor="${anchor}">${label}</text>`,
    )}`;
}

/** Labels of the first, the middle and the last point. More of them would overlap on a phone. */
function labelled(points: readonly ScorePoint[]): { day: number; label: string; anchor: string }[] {
  const last = points.length - 1;
  const chosen = last < 1 ? [0] : last < 4 ? [0, last] : [0, Math.floor(last / 2), last];
  return chosen.flatMap((index) => {
    const point = points[index];
    const anchor = index === 0 ? 'start' : index === last ? 'end' : 'middle';
    return point === undefined ? [] : [{ day: point.day, label: point.label, anchor }];
  });
}

/** What line and area look like, for the legend. */
export const lineSwatches = [
  html`<svg class="swatch" aria-hidden="true" viewBox="0 0 14 14" width="14" height="14">
    <polyline class="line" points="0,7 14,7" />
  </svg>`,
  html`<svg class="swatch" aria-hidden="true" viewBox="0 0 14 14" width="14" height="14">
    <rect class="span" width="14" height="14" rx="2" />
  </svg>`,
] as const;
