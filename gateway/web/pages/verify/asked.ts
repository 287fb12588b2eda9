/** What the address of a verify page asks for. Runs in Node, and in browsers, where no server reads it when offline. */
export interface Asked {
  readonly seller?: string;
  /** Domain of the shop whose badge was clicked. */
  readonly shop?: string;
  /** Id of the organisation whose badge is asked for. */
  readonly issuer?: string;
}

/** No domain is longer. */
const shopCharactersMax = 253;

export function askedBy({ pathname, searchParams }: Pick<URL, 'pathname' | 'searchParams'>): Asked {
  const seller = decoded(/^\/verify\/([^/]+)$/.exec(pathname)?.[1]);
  const named = searchParams.get('shop')?.slice(0, shopCharactersMax).toLowerCase();
  // A page that lies in a file has no name.
  const shop = named === '' ? undefined : named;
  const issuer = searchParams.get('issuer');
  return {
    ...(seller === undefined ? {} : { seller }),
    ...(shop === undefined ? {} : { shop }),
    ...(issuer === null ? {} : { issuer }),
  };
}

function decoded(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
