import type { Resolver } from '../maps/resolve.js';
import type { Staged } from './entry-staging.js';
import type { ImportRun } from './import-run.js';
import { issuerOf } from './issuer-of.js';
import { resolverOf } from './resolver.js';

/** For what rows say of one identity: the same commitments in every pass over them. */
export function stagedResolver(run: ImportRun, { entries, identity, record }: Staged): Resolver {
  const { id: issuer } = issuerOf(run, record);
  return resolverOf(
    run.store,
    { ledger: run.ledger, platform: run.issuer.id, issuer },
    { identity, number: entries[0].values.get('number') },
  );
}
