import { html, type Markup } from '../../html/html.js';
import { tenth } from './picture.js';

export const shareBarsSize = (rows: number) => ({ width: 420, height: rows * 30 + 6 }) as const;

/** One horizontal bar a row: its name, its length, its number. */
export function shareBars(
  rows: readonly { readonly name: string; readonly count: number; readonly label: string }[],
): Markup {
  const countMax = Math.max(1, ...rows.map(({ count }) => count));
  return html`${rows.map(({ name, count, label }, i) => {
    const y = i * 30 + 6;
    return html`<text x="34" y="${y + 15}" text-anchor="end">${name}</text>
      <rect class="track" x="44" y="${y}" width="310" height="20" rx="4" />
      ${count > 0 && html`<rect class="fill" x="44" y="${y}" width="${tenth((310 * count) / countMax)}" height="20" rx="4" />`}
      <text x="364" y="${y + 15}">${label}</text>`;
  })}`;
}
