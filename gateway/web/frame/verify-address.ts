import type { PageContext } from './page.js';

/** Those among whom another one than the badge's issuer is found. */
export type Checkers = Pick<PageContext, 'demo' | 'organisations'>;

/** The organisation's URL without a slash at its end, so that a path can follow. */
export const siteOf = ({ url }: { readonly url: string }): string => url.replace(/\/+$/, '');

/**
 * The organisation on whose page a badge of `org` is checked. It is another one: code and trust list of the badge's issuer
 * would be the issuer's own word. Undefined where there is no other, as in a demonstration: its organisations are one program.
 */
export function checkerOf({ demo, organisations }: Checkers, org: string) {
  if (demo || organisations.length < 2) return undefined;
  const own = organisations.findIndex(({ id }) => id === org);
  return organisations[(own + 1) % organisations.length];
}

/** Where the badge that `org` issues for a seller is checked. @param own this site, for where there is no other */
export function verifyAddress(
  consortium: Checkers,
  org: string,
  own: string,
  { lang, seller, shop }: { readonly seller: string; readonly lang?: string; readonly shop?: string },
): string {
  const checker = checkerOf(consortium, org);
  const query = new URLSearchParams({
    ...(lang === undefined ? {} : { lang }),
    ...(shop === undefined || shop === '' ? {} : { shop }),
    ...(checker === undefined ? {} : { issuer: org }),
  }).toString();
  const base = checker === undefined ? own : siteOf(checker);
  return `${base}/verify/${encodeURIComponent(seller)}${query === '' ? '' : `?${query}`}`;
}
