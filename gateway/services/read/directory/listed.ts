import { domainToUnicode } from 'node:url';
import type { SellerListing } from '../../../projection/port.js';
import { bareNumber, spaced } from './search-text.js';

/** A seller as the directory knows it without its score, with what a search compares. */
export interface Listed extends SellerListing {
  readonly id: string;
  /** In lower case, and what stands behind the platform's name in it. */
  readonly lower: string;
  readonly local: string;
  /** The id as `spaced` writes it. */
  readonly idWords: string;
  /** Trading name, else id: what lists are sorted by. */
  readonly name: string;
  /** Names and domains, each after a space: a word is looked for in it. */
  readonly words: string;
  /** Domains without `www.`. */
  readonly hosts: readonly string[];
  /** As `bareNumber` writes them, in the order of `certificates`. */
  readonly numbers: readonly string[];
}

export function listed(id: string, listing: SellerListing): Listed {
  const { certificates, shopDomains, tradingName } = listing;
  // People type München, and the ledger has xn--mnchen-3ya.
  const written = shopDomains.flatMap((domain) =>
    domain.includes('xn--') ? [domain, domainToUnicode(domain)] : [domain],
  );
  const texts = [id, ...(tradingName === undefined ? [] : [tradingName]), ...written];
  const lower = id.toLowerCase();
  return {
    ...listing,
    id,
    lower,
    local: lower.slice(lower.indexOf('.') + 1),
    idWords: spaced(id),
    name: spaced(tradingName ?? id),
    words: texts.map((text) => ` ${spaced(text)} `).join('|'),
    hosts: shopDomains.map(withoutWww),
    numbers: certificates.map(({ certificate }) => bareNumber(certificate)),
  };
}

export const withoutWww = (host: string): string => (/^www\.[^.]+\./.test(host) ? host.slice(4) : host);
