import type { Links } from '../../pages/verify/ways.js';

/** Addresses of this site, or of the one that a saved page came from, in the language that the visitor chose. */
export function linksOf(gateway = ''): Links {
  const language = new URLSearchParams(location.search).get('lang');
  const chosen = language === null ? '' : `?${new URLSearchParams({ lang: language })}`;
  const at = (path: string): string => `${gateway}${path}${chosen}`;
  return {
    record: (seller) => at(`/sellers/${encodeURIComponent(seller)}`),
    verify: (seller) => at(`/verify/${encodeURIComponent(seller)}`),
    sellers: at('/sellers'),
  };
}
