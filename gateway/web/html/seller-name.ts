import { foreign, readable } from './foreign-text.js';
import { html, type Markup } from './html.js';

/** Whom a page speaks of. A trading name is what its platform or a certifier states: the id says who it is. */
export interface NamedSeller {
  readonly id: string;
  readonly tradingName?: string | undefined;
}

/** The trading name with the id beside it; the id alone where there is no name. */
export const sellerName = ({ id, tradingName }: NamedSeller): Markup =>
  tradingName === undefined
    ? foreign(id)
    : html`${foreign(tradingName)} <span class="seller-id">${foreign(id)}</span>`;

/** The same as plain text. */
export const sellerText = ({ id, tradingName }: NamedSeller): string =>
  tradingName === undefined ? readable(id) : `${readable(tradingName)} (${readable(id)})`;
