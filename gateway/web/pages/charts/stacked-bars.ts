import { html, type Markup } from '../../html/html.js';
import { axisTitles, tenth } from './picture.js';

export interface Bar {
  readonly label: string;
  /** From the bottom up, in the order of the legend. */
  readonly parts: readonly number[];
}

export const barsSize = { width: 420, height: 256 } as const;
const plot = { left: 42, right: 412, top: 26, bottom: 206 };

/** Patterns beside colours, so that nobody has to tell red from green. */
const fills = ['', 'url(#stripes)', 'url(#dots)', 'url(#grid)', 'url(#waves)', ''] as const;
const patterns = html`<defs>
  <pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect class="part-1" width="6" height="6" />
    <line class="ink" x1="0" y1="0" x2="0" y2="6" />
  </pattern>
  <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">
    <rect class="part-2" width="6" height="6" />
    <circle class="ink" cx="3" cy="3" r="1" />
  </pattern>
  <pattern id="grid" width="5" height="5" patternUnits="userSpaceOnUse">
    <rect class="part-3" width="5" height="5" />
    <path class="ink" d="M0 0H5M0 0V5" />
  </pattern>
  <pattern id="waves" width="8" height="6" patternUnits="userSpaceOnUse">
    <rect class="part-4" width="8" height="6" />
    <path class="ink" d="M0 4L4 1L8 4" />
  </pattern>
</defs>`;

export function stackedBars(
  bars: readonly Bar[],
  { up, along }: { readonly up: string; readonly along: string },
): Markup {
  const top = niceTop(Math.max(1, ...bars.map(({ parts }) => sum(parts))));
  const step = (plot.right - plot.left) / Math.max(bars.length, 1);
  const y = (value: number): number => plot.bottom - ((plot.bottom - plot.top) * value) / top;
  return html`${patterns} ${axisTitles(up, along, barsSize)}
  ${[0, top / 2, top].map(
    (tick) =>
      html`<line
          class="grid"
          x1="${plot.left}"
          x2="${plot.right}"
          y1="${tenth(y(tick))}"
          y2="${tenth(y(tick))}"
        />
        <text x="${plot.left - 8}" y="${tenth(y(tick) + 4)}" text-anchor="end">${tick}</text>`,
  )}
  ${bars.map(({ label, parts }, i) => {
    const x = plot.left + step * i + step * 0.12;
    const width = tenth(Math.min(step * 0.76, 40));
    return html`${parts.map((part, n) => {
      const base = sum(parts.slice(0, n));
      return (
        part > 0 &&
        html`<rect
          class="part-${n}"
          ${patternOf(n)}
          x="${tenth(x)}"
          y="${tenth(y(base + part))}"
          width="${width}"
          height="${tenth(y(base) - y(base + part))}"
        />`
      );
    })}
    ${
      isLabelled(i, bars.length) &&
      (i === bars.length - 1
        ? // Under the middle of the last bar it would reach beyond the picture.
          html`<text x="${tenth(x + width)}" y="228" text-anchor="end">${label}</text>`
        : html`<text x="${tenth(x + width / 2)}" y="228" text-anchor="middle">${label}</text>`)
    }`;
  })}`;
}

function patternOf(n: number): Markup | undefined {
  const fill = fills[n] ?? '';
  return fill === '' ? undefined : html`fill="${fill}"`;
}

/** What a part looks like, for the legend: drawn as in the bars. */
export const swatch = (n: number): Markup =>
  html`<svg class="swatch" aria-hidden="true" viewBox="0 0 14 14" width="14" height="14">
    <rect class="part-${n}" ${patternOf(n)} width="14" height="14" rx="2" />
  </svg>`;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** About four labels, whatever the number of bars. */
const isLabelled = (index: number, count: number): boolean =>
  index % Math.max(1, Math.ceil(count / 4)) === Math.floor(Math.ceil(count / 4) / 2);

/** The next even number of the form 2, 4, 6, 8, 10, 20, 40 ...: half of it is whole too. */
function niceTop(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(value, 2)));
  for (const factor of [1, 2, 4, 6, 8, 10]) {
    const top = factor * unit;
    if (top >= value && top % 2 === 0) return top;
  }
  return 20 * unit;
}
