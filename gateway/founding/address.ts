import { isIPv4 } from 'node:net';
import type { Remark } from './remark.js';

const pointer = '/url';

/** How far an address reaches: this machine, a private network, or anybody. Undefined where it is none. */
export type Reach = 'loopback' | 'private' | 'public';

export function reachOf(url: URL): Reach {
  const host = url.hostname;
  // A name may begin like a number: 127.evil.example is anybody's.
  const [a = 0, b = 0] = isIPv4(host) ? host.split('.').map(Number) : [];
  if (a === 127 || host === 'localhost' || host.endsWith('.localhost') || host === '[::1]') return 'loopback';
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return 'private';
  return /^\[f[cd]/.test(host) ? 'private' : 'public';
}

/**
 * Why an organisation's address cannot stand in a consortium document: readers of badges go there, and requests and answers
 * are signed for it, so it is an origin in its one spelling, and nobody on the way may change what it says.
 */
export function addressFaults(address: unknown): Remark[] {
  if (typeof address !== 'string') return [];
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return [{ pointer, reason: 'not an address such as https://trust.example' }];
  if (url.origin !== address)
    return [{ pointer, reason: `not an address without a path, in its one spelling: ${url.origin}` }];
  // A name may hold ";" and "$(" by the rules of URLs, and stands in commands that people copy.
  if (!/^([a-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(url.hostname))
    return [{ pointer, reason: 'its host is no name of letters, digits, "-" and ".", and no IP address' }];
  if (url.protocol === 'http:' && reachOf(url) === 'public') {
    return [
      { pointer, reason: 'https:// is needed: whoever is on the way could change what plain HTTP says' },
    ];
  }
  return [];
}
