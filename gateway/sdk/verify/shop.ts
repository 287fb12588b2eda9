/**
 * A host's name as the ledger writes it: lower case, A-labels, no port. Undefined for what is no host. Text that a browser
 * would read as a path or a user is refused, for it would name another site.
 */
export function hostOf(name: string): string | undefined {
  const url = `http://${name}`;
  if (/[\s/?#@\\]/.test(name) || !URL.canParse(url)) return undefined;
  return new URL(url).hostname.replace(/\.$/, '');
}
