import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';

/** Domains of shops, one after the other. */
export const domainList = (names: readonly string[]): Markup =>
  html`${names.map((domain, i) => [i > 0 && ', ', foreign(domain)])}`;
