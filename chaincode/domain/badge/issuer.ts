/** What may not stand for itself in a method-specific id (DID Core 1.0, section 3.1); what is encoded already stays so. */
const encoded = (part: string): string =>
  part.replace(/%[0-9A-Fa-f]{2}|[^A-Za-z0-9._-]/g, (one) =>
    one.length > 1 ? one : `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

/**
 * The DID of an organisation, from its URL (did:web Method Specification, "Method-specific identifier"): the host, a port as
 * `%3A<port>`, and each segment of the path after a colon. So the trust list, which has the URL, fixes it.
 */
export function didOf(url: string): string {
  const [, host = '', path = ''] = /^https?:\/\/(?:[^/?#@]*@)?([^/?#]*)([^?#]*)/.exec(url) ?? [];
  const segments = path.split('/').filter((segment) => segment !== '');
  return ['did:web', ...[host.toLowerCase(), ...segments].map(encoded)].join(':');
}

/** The id of an organisation's key in its DID document: what the header of a credential names. */
export const keyIdOf = (did: string, kid: string): string => `${did}#${kid}`;
