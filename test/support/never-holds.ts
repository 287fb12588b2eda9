import { expect } from 'chai';
import fc from 'fast-check';
import { ProofFailure, type Trust } from '../../gateway/sdk/client/index.js';
import { altered, leavesOf } from './alter.js';

/**
 * Alters any value of a proof: it must be refused, or only have lost a signature that nobody needs. `free`: the one value with
 * which another true proof can be made.
 */
export async function neverHolds<T extends { readonly organisations: readonly string[] }>(
  trust: Trust,
  document: object,
  check: (changed: object) => Promise<T>,
  free?: string,
): Promise<void> {
  const leaves = leavesOf(document).filter(({ path }) => path.join('.') !== free);
  const whole = await check(document);
  const property = fc.asyncProperty(fc.nat(), fc.nat(), async (which, how) => {
    const leaf = leaves[which % leaves.length]!;
    const outcome = await check(altered(document, leaf, how)).catch((error: unknown) => error);
    if (outcome instanceof ProofFailure) return;
    const where = `${leaf.path.join('.')}, altered by ${how}`;
    expect(leaf.path.at(-1), where).to.equal('checkpoint');
    // A line whose key nobody knows is passed over (C2SP signed-note): then one organisation fewer is named.
    const { organisations, ...rest } = outcome as T;
    expect(organisations.length, where).to.be.below(whole.organisations.length).and.at.least(trust.k);
    expect({ ...rest, organisations: whole.organisations }, where).to.deep.equal(whole);
  });
  await fc.assert(property, { numRuns: 300 });
}
