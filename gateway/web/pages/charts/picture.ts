import { html, type Markup } from '../../html/html.js';

/** A picture. `summary` and the table beside it say the same in words and numbers, for whoever does not see it. */
export interface Picture {
  /** Unique on its page; part of element ids. */
  readonly id: string;
  readonly title: string;
  /** What the picture shows, in one or two sentences. */
  readonly summary: string;
  readonly width: number;
  readonly height: number;
  readonly drawing: Markup;
  readonly legend?: Markup;
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
  { id, title, summary, width, height, drawing, legend }: Picture,
  table: Table,
): Markup {
  return html`<figure class="picture">
    <svg
      role="img"
      aria-labelledby="${id}-title ${id}-summary"
      viewBox="0 0 ${width} ${height}"
      width="${width}"
      height="${height}"
    >
      <title id="${id}-title">${title}</title>
      <desc id="${id}-summary">${summary}</desc>
      ${drawing}
    </svg>
    ${legend} ${tableFold(table)}
  </figure>`;
}

function tableFold({ label, caption, columns, rows }: Table): Markup {
  return html`<details>
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
