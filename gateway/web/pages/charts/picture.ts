import { html, type Markup } from '../../html/html.js';

/** A picture. `summary` and the table beside it say the same in words and numbers, for whoever does not see it. */
export interface Picture {
  /** Unique on its page; part of element ids. */
  readonly id: string;
  readonly title: string;
  /** What the picture shows, in one or two sentences: everyone reads it. */
  readonly summary: string;
  readonly width: number;
  readonly height: number;
  readonly drawing: Markup;
  /** What each colour and pattern means. */
  readonly legend?: readonly (readonly [swatch: Markup, name: string])[];
}

export interface Table {
  /** What one clicks to open the table. */
  readonly label: string;
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell names its row. */
  readonly rows: readonly (readonly (Markup | string)[])[];
}

/** Only attributes and classes: the pages' policy forbids styles in elements. */
export function figure(
  { id, title, summary, width, height, drawing, legend = [] }: Picture,
  table: Table,
): Markup {
  return html`<figure class="picture" aria-labelledby="${id}-summary">
    <figcaption id="${id}-summary">${summary}</figcaption>
    <svg
      role="img"
      aria-labelledby="${id}-title"
      viewBox="0 0 ${width} ${height}"
      width="${width}"
      height="${height}"
    >
      <title id="${id}-title">${title}</title>
      ${drawing}
    </svg>
    ${
      legend.length > 0 &&
      html`<ul class="legend">
        ${legend.map(([swatch, name]) => html`<li>${swatch} ${name}</li>`)}
      </ul>`
    }
    ${tableFold(table)}
  </figure>`;
}

/** Names of both axes: above the upright one, and below the level one. */
export const axisTitles = (up: string, along: string, { width, height }: { width: number; height: number }) =>
  html`<text class="axis" x="4" y="12">${up}</text>
    <text class="axis" x="${width - 8}" y="${height - 4}" text-anchor="end">${along}</text>`;

function tableFold({ label, caption, columns, rows }: Table): Markup {
  return html`<details class="no-print">
    <summary>${label}</summary>
    <div class="scrolls" role="group" aria-label="${caption}" tabindex="0">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map((column, i) => html`<th scope="col" ${i > 0 && html`class="number"`}>${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, ...cells]) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${cells.map((cell) => html`<td class="number">${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** Rounds to a tenth of a unit: more digits make the page longer, and no eye sees them. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;
