import { base64 } from '../../chaincode/domain/bytes.js';
import { type SealDoc, agreedOtherwise } from '../../chaincode/domain/fold/epochs.js';
import { type FoldState, keys, load } from '../../chaincode/domain/fold/state.js';
import { parseCheckpoint } from '../../chaincode/domain/tlog/checkpoint.js';
import type { CommittedTransaction } from '../ledger/port.js';

/** k organisations agree on another result of an epoch than this fold's. */
export class RootDisagrees extends Error {
  readonly code = 'root_disagrees';

  constructor(
    readonly epoch: number,
    agreed: string,
    own: string,
  ) {
    super(
      `epoch ${epoch}: the organisations agree on ${rootsIn(agreed)}; folded here, it has ${rootsIn(own)}`,
    );
  }
}

function rootsIn(body: string): string {
  const { map, root, size } = parseCheckpoint(body) ?? {};
  if (map === undefined || root === undefined) return 'no roots';
  return `map root ${base64(map)} and log root ${base64(root)} of ${size} leaves`;
}

/**
 * To be called after each transaction. Throws RootDisagrees: a fold that went wrong, whatever the reason, would else be
 * signed as the organisation's word, and answered from.
 */
export function assertRootsAgree(state: Pick<FoldState, 'get'>, { writes }: CommittedTransaction): void {
  for (const { key } of writes) {
    const [kind, id] = key.split('/', 2);
    if (kind !== 'cosign') continue;
    const epoch = Number(id);
    const agreed = agreedOtherwise(state, epoch);
    if (agreed !== undefined)
      throw new RootDisagrees(epoch, agreed, load<SealDoc>(state, keys.seal(epoch))?.own ?? '');
  }
}
