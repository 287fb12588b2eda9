import { composeStatement } from '../../chaincode/domain/checkpoints/statement.js';
import { formatCheckpoint, type Checkpoint } from '../../chaincode/domain/tlog/checkpoint.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { now, signBytes, type StatementKeys, type TestConsortium } from './consortium.js';

/** A checkpoint of the consortium's log, with what a test changes of it. */
export function checkpointOf({ ledger }: TestConsortium, change: Partial<Checkpoint> = {}): string {
  const [root, map] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  return formatCheckpoint({ ledger, size: 3, root, map, epoch: 1, asof: now + 60, fold: 1, ...change });
}

/** The word of an organisation, signed as it should be; other keys and another time where a test asks for them. */
export function statementOf(
  consortium: TestConsortium,
  org: string,
  body: string,
  options: { readonly keys?: StatementKeys; readonly time?: number } = {},
): string {
  const keys = options.keys ?? consortium.statementKeys.get(org);
  if (keys === undefined) throw new Error(`no keys of ${org}`);
  const organisation = { id: org, logKey: keys.log.jwk.x, cosignerKey: keys.cosigner.jwk.x };
  return composeStatement(
    nodeCrypto.sha256,
    { ledger: consortium.ledger, organisation, body, time: options.time ?? now + 61 },
    (use, data) => signBytes(keys[use], data),
  );
}
