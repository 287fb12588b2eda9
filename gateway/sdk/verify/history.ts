import { fromHex, hex } from '../../../chaincode/domain/bytes.js';
import { verifyConsistency } from '../../../chaincode/domain/merkle/consistency.js';
import type { Sha256 } from '../../../chaincode/domain/ports.js';
import { decodePath } from '../../../chaincode/domain/proofs/inclusion.js';
import type { Checkpoint } from '../../../chaincode/domain/tlog/checkpoint.js';
import { Failed, type Finding, type Seen } from './verdict.js';

/** What a reader knows of the ledger's past. */
export interface Past {
  /** What was seen of the ledger before. */
  readonly lastSeen?: Seen;
  /**
   * Consistency path from `lastSeen.size` to the size of the badge's checkpoint (RFC 9162 section 2.1.4), base64url, from
   * anywhere: `fetchConsistency` of the client gets it. One that does not hold makes the badge forged.
   */
  readonly consistency?: readonly string[];
}

export interface History extends Finding {
  readonly outcome: 'passed' | 'skipped';
  /** The newest state that is known to follow from what was seen before. */
  readonly seen: Seen;
}

export const seenIn = ({ epoch, ledger, root, size }: Checkpoint): Seen => ({
  ...{ ledger, size, root: hex(root), epoch },
});

/** Whether a checkpoint extends what was seen before. Throws Failed `forged` `inconsistent`, `expired` `backward`. */
export function historyOf(sha256: Sha256, checkpoint: Checkpoint, { consistency, lastSeen }: Past): History {
  const seen = seenIn(checkpoint);
  // Every log begins with an empty one.
  if (lastSeen?.ledger !== seen.ledger || lastSeen.size === 0)
    return { outcome: 'skipped', code: 'not_seen_before', reason: 'this ledger was not seen before', seen };
  const [larger, later] = [Math.sign(seen.size - lastSeen.size), Math.sign(seen.epoch - lastSeen.epoch)];
  const same = larger === 0;
  // An epoch has one Seal, and a later Seal covers no less than an earlier one.
  if (same ? seen.root !== lastSeen.root : larger !== later) throw forked();
  if (larger < 0 || later < 0)
    throw new Failed('expired', 'backward', 'it rests on an older state of the ledger than was seen before');
  const passed = { outcome: 'passed', code: 'passed', seen } as const;
  if (same) return { ...passed, reason: 'the ledger is the one that was seen before' };
  // An unproven state does not replace what was seen. Otherwise whoever withholds the proof of a fork would have the true
  // ledger compared with that fork.
  if (consistency === undefined) {
    return {
      ...{ outcome: 'skipped', code: 'growth_unproven', seen: lastSeen },
      reason: 'that the ledger only grew was not asked for',
    };
  }
  const [path, oldRoot] = [decodePath(consistency), fromHex(lastSeen.root)];
  const { root, size } = checkpoint;
  if (!path || !oldRoot || !verifyConsistency(sha256, { oldSize: lastSeen.size, oldRoot, size, root, path }))
    throw forked();
  return { ...passed, reason: 'the ledger only grew since it was seen before' };
}

const forked = (): Failed =>
  new Failed('forged', 'inconsistent', 'the ledger it shows contradicts what was seen before');
