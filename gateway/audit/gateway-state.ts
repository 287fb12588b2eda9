import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { equalBytes } from '../../chaincode/domain/bytes.js';
import type { Checkpoint } from '../../chaincode/domain/tlog/checkpoint.js';
import { keepFile } from '../data-dir/keep-file.js';
import { checkpointIn } from '../data-dir/kept-checkpoint.js';
import { SetupError } from '../data-dir/setup-error.js';
import { isTexts, type LogAudit, type LogMemo } from './audit-log.js';

/** What an audit of a gateway keeps for the next one. */
export interface GatewayMemo {
  /** The newest signed checkpoint: all of it was checked. */
  readonly checkpoint: string;
  readonly log: LogMemo;
  /** Every seller that was ever listed, sorted. */
  readonly sellers: readonly string[];
}

/** What was kept, with its checkpoint read. */
export interface KeptMemo extends GatewayMemo {
  readonly past: Checkpoint;
}

const version = 1;
const fileIn = (directory: string): string => join(directory, 'gateway.json');

/** What the last audit kept there; undefined where there was none. Throws SetupError. */
export async function readMemo(directory: string, ledger: string): Promise<KeptMemo | undefined> {
  const path = fileIn(directory);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SetupError(`${path} cannot be read.`, { cause: error });
  });
  if (text === undefined) return undefined;
  const memo = parse(text);
  const past = memo && checkpointIn(memo.checkpoint);
  if (memo === undefined || past === undefined || past.size !== memo.log.size) throw unusable(path);
  if (past.ledger !== ledger)
    throw new SetupError(`${path} is of an audit of another ledger, ${past.ledger}.`);
  return { ...memo, past };
}

/** Throws SetupError where what was kept of the tree is not what its checkpoint says. */
export function assertKept(directory: string, log: LogAudit, { root, size }: Checkpoint): void {
  let own: Uint8Array | undefined;
  try {
    own = log.tree(size).root();
  } catch {
    // Said below.
  }
  if (own === undefined || !equalBytes(own, root)) throw unusable(fileIn(directory));
}

/** Whole or not at all. Throws SetupError where the directory cannot be written. */
export async function writeMemo(directory: string, memo: GatewayMemo): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await keepFile(fileIn(directory), `${canonicalText({ ...memo, v: version })}\n`);
  } catch (cause) {
    throw new SetupError(`${fileIn(directory)} cannot be written.`, { cause });
  }
}

function parse(text: string): GatewayMemo | undefined {
  try {
    const memo = JSON.parse(text) as Partial<GatewayMemo> & { readonly v?: unknown };
    const { checkpoint, log, sellers, v } = memo;
    if (v !== version || typeof checkpoint !== 'string' || !isLog(log) || !isTexts(sellers)) return undefined;
    return { checkpoint, log, sellers };
  } catch {
    return undefined;
  }
}

function isLog(log: unknown): log is LogMemo {
  const { batches, edge, epoch, governance, seen, size } = (log ?? {}) as Record<string, unknown>;
  return (
    [batches, epoch, size].every(Number.isSafeInteger) &&
    typeof seen === 'string' &&
    isTexts(edge) &&
    isEntries(governance)
  );
}

const isEntries = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => Array.isArray(one) && typeof one[0] === 'string');

const unusable = (path: string): SetupError =>
  new SetupError(
    `${path} is not what an audit keeps. Remove it to begin anew: what was seen before is forgotten then.`,
  );
