import { html, type Markup } from '../html/html.js';

/** Keeps the chosen language: a form does not send the query of the page it stands on. */
export const languageField = (chosen: string | undefined): Markup | undefined =>
  chosen === undefined ? undefined : html`<input type="hidden" name="lang" value="${chosen}" />`;
