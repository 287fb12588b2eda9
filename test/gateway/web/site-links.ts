/** Parts of addresses that are no names of things. */
const words = new Set(
  [
    'sellers',
    'records',
    'cases',
    'verify',
    'page',
    'certificates',
    'participants',
    'organisations',
    'seals',
  ].concat(
    [
      'proposals',
      'score',
      'contest',
      'compare',
      'order',
      'snippet',
      'badges',
      'docs',
      'demo-shop',
      'proof',
      'code.svg',
    ],
    [
      'v1',
      'tlog',
      'assets',
      'certifications',
      'policies',
      'trust-list',
      'timeline',
      'epochs',
      'authority',
      'genesis',
    ],
    [
      '.well-known',
      'json',
      'static',
      'nowhere',
      'batches',
      'status-lists',
      'seller',
      'evidence',
      'consortium',
    ],
  ),
);
const file = /^[\w-]+(\.[a-z0-9]+)+$/;

/** The address with its names of things taken out, and what it asks: what pages of one kind share. */
export function addressKind(path: string): string {
  const { pathname } = new URL(path, 'http://x');
  const parts = pathname.split('/').slice(1);
  const kind = parts.map((part, i) =>
    part === '' || words.has(part) || (i === 0 && file.test(part)) ? part : '{}',
  );
  return `/${kind.join('/')}`.replace(/(.)\/$/, '$1');
}

/** How many addresses of a kind are asked for, to see that they are there. */
const asked = 3;

/** The links of a site, as a walk through its pages gathers them. */
export class SiteLinks {
  readonly #origin: string;
  /** Kinds that a kind of page leads to. */
  readonly #leads = new Map<string, Set<string>>();
  readonly #addresses = new Map<string, Set<string>>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** What a page leads to; addresses of other sites are theirs. */
  add(page: string, links: readonly string[]): void {
    const from = addressKind(page);
    const leads = this.#leads.get(from) ?? new Set();
    this.#leads.set(from, leads);
    for (const link of links) {
      if (!link.startsWith(`${this.#origin}/`)) continue;
      const kind = addressKind(link);
      leads.add(kind);
      const addresses = this.#addresses.get(kind) ?? new Set();
      this.#addresses.set(kind, addresses.add(link.replace(/#.*/, '')));
    }
  }

  /** Links to what is not there or breaks, with what it answers; some of each kind are asked. */
  async dead(): Promise<string[]> {
    const found: string[] = [];
    for (const link of this.#some()) {
      const { status } = await fetch(link);
      // A form's address without what is filled in may be refused, and some evidence is not for everybody.
      if (status === 404 || status >= 500) found.push(`${status} ${link}`);
    }
    return found;
  }

  /** Kinds of addresses that answer with a page for people. */
  async pages(): Promise<string[]> {
    const kinds = new Set<string>();
    for (const link of this.#some()) {
      if (kinds.has(addressKind(link))) continue;
      const { headers, ok } = await fetch(link, { headers: { accept: 'text/html' } });
      const isPage = headers.get('content-type')?.startsWith('text/html') === true;
      if (ok && isPage && !headers.has('content-disposition')) kinds.add(addressKind(link));
    }
    return [...kinds];
  }

  reachedFrom(path: string): Set<string> {
    const reached = new Set([addressKind(path)]);
    for (const kind of reached) for (const next of this.#leads.get(kind) ?? []) reached.add(next);
    return reached;
  }

  #some(): string[] {
    return [...this.#addresses.values()].flatMap((addresses) => [...addresses].slice(0, asked));
  }
}
