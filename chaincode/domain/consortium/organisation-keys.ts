import type { Organisation } from './document.js';

/** What an organisation has a key for: what its gateway signs, its word as log, and its word as cosigner. */
export type KeyUse = 'signKey' | 'logKey' | 'cosignerKey';

/**
 * The keys that speak for an organisation in one use: the one in force, then the one before it while the consortium keeps
 * that. Whoever counts organisations counts both as one.
 */
export function keysFor<Use extends KeyUse>(
  { previous, ...inForce }: Pick<Organisation, Use | 'previous'>,
  use: Use,
): readonly Organisation[Use][] {
  const before = previous?.[use] as Organisation[Use] | undefined;
  const current = (inForce as unknown as Pick<Organisation, Use>)[use];
  return before === undefined ? [current] : [current, before];
}
