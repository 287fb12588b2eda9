import { html, type Markup } from './html.js';

const marks = { passed: '✓', failed: '✗', skipped: '–', notice: '!' } as const;

/**
 * One line of a list of checks.
 *
 * @param outcome in words, for the mark alone is no answer to whoever hears the page
 * @param note what more there is to say of it
 */
export const checkLine = (
  mark: keyof typeof marks,
  {
    name,
    note,
    outcome,
  }: { readonly name: string; readonly outcome: string; readonly note?: string | undefined },
): Markup =>
  html`<li class="check ${mark}">
    <span class="check-mark" aria-hidden="true">${marks[mark]}</span>
    <span
      ><span class="check-name">${name}</span> <span class="check-outcome">${outcome}</span>${
        note !== undefined && html`<span class="quiet">${note}</span>`
      }</span
    >
  </li>`;
