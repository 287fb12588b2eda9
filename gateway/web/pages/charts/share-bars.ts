import { html, type Markup } from '../../html/html.js';
import { tenth } from './picture.js';

const headHeight = 22;
export const shareBarsSize = (rows: number) => ({ width: 420, height: headHeight + rows * 30 }) as const;

/** One horizontal bar a row: its name, its length, its number; above them what names and numbers are. */
export function shareBars(
  rows: readonly { readonly name: string; readonly count: number; readonly label: string }[],
  { names, numbers }: { readonly names: string; readonly numbers: string },
): Markup {
  const countMax = Math.max(1, ...rows.map(({ count }) => count));
  return html`<text class="axis" x="4" y="12">${names}</text>
    <text class="axis" x="416" y="12" text-anchor="end">${numbers}</text>
    ${rows.map(({ name, count, label }, i) => {
      const y = i * 30 + headHeight;
      return html`<text x="40" y="${y + 15}" text-anchor="end">${name}</text>
        <rect class="track" x="50" y="${y}" width="304" height="20" rx="4" />
        ${count > 0 && html`<rect class="fill" x="50" y="${y}" width="${tenth((304 * count) / countMax)}" height="20" rx="4" />`}
        <text x="416" y="${y + 15}" text-anchor="end">${label}</text>`;
    })}`;
}
