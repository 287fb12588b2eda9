/**
 * The name of a host as the ledger writes it (lower case, A-labels, no port), however a page writes its own; undefined for
 * what is no host. What a browser takes for a path or a user would be another site's name.
 */
export function hostOf(name: string): string | undefined {
  const url = `http://${name}`;
  if (/[\s/?#@\\]/.test(name) || !URL.canParse(url)) return undefined;
  return new URL(url).hostname.replace(/\.$/, '');
}
