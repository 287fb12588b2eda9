/**
 * A host's name as the ledger writes it: lower case, A-labels, no port. Undefined for what is no host. Text that a browser
 * would read as a path or a user is refused, for it would name another site.
 */
export function hostOf(name: string): string | undefined {
  const url = `http://${name}`;
  if (/[\s/?#@\\]/.test(name) || !URL.canParse(url)) return undefined;
  const host = new URL(url).hostname.replace(/\.$/, '');
  return host.split('.').includes('') ? undefined : host;
}

/**
 * True if a host is the shop's of that domain: the same name, one below it, or the domain without its `www.`. Whoever owns a
 * name owns all names below it. The one above it may be anybody's: `co.uk` is not `shop.co.uk`, nor is a name beside it. An IP
 * address has nothing below it: `127.0.0.1` is not of `0.0.1`.
 *
 * @param host as `hostOf` gives it
 * @param domain as an identity states it
 */
export const isOfShop = (host: string, domain: string): boolean =>
  host === domain ||
  (host.endsWith(`.${domain}`) && !isAddress.test(host)) ||
  (host.includes('.') && domain === `www.${host}`);

/** As a URL writes it: IPv4 in four numbers, IPv6 in brackets. */
const isAddress = /^[\d.]+$|^\[/;
