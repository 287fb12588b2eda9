import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from './block.js';
import type { OrganisationKey } from './signing.js';
import { StoreError } from './store-error.js';

/**
 * `LEDGER.json`: what the store is, kept outside level, so that an emptied database is not taken for a new one.
 * Its SHA-256 is the first block's `previousHash`, so it cannot be changed under an existing chain.
 */
export interface Anchor {
  readonly format: 1;
  /** Ledger id, lower-case hex. */
  readonly ledger: string;
  readonly organisations: readonly OrganisationKey[];
}

const anchorFile = 'LEDGER.json';

export function anchorPath(dir: string): string {
  return join(dir, anchorFile);
}

export function encodeAnchor({ format, ledger, organisations }: Anchor): Buffer {
  return Buffer.from(`${JSON.stringify({ format, ledger, organisations }, undefined, 2)}\n`);
}

export function anchorHash(anchor: Anchor): string {
  return sha256Hex(encodeAnchor(anchor));
}

/** @throws StoreError `missing` if there is no store here, `damaged` if its anchor is gone or unreadable */
export async function readAnchor(dir: string, storeExists: boolean): Promise<Anchor> {
  let bytes: Buffer;
  try {
    bytes = await readFile(anchorPath(dir));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new StoreError('damaged', `${anchorFile} cannot be read`, { cause });
    if (storeExists)
      throw new StoreError('damaged', `${anchorFile} is missing beside the database`, { cause });
    // Whoever reads this may have lost one: they must not be led to make another first.
    const todo = 'mount its volume or restore a backup; "stl init --demo" makes a demonstration';
    throw new StoreError('missing', `there is no ledger in this directory: ${todo}`, { cause });
  }
  return parseAnchor(bytes.toString());
}

/** A later format names the version that it needs. @throws StoreError `newer` */
function assertReadable(anchor: { readonly format?: unknown; readonly program?: unknown } | null): void {
  const { format, program = 'unknown' } = anchor ?? {};
  if (!Number.isSafeInteger(format) || Number(format) <= 1) return;
  const needed = `${anchorFile} is in format ${Number(format)}, for which version ${String(program)} of this program is needed`;
  throw new StoreError('newer', `${needed}; this one reads format 1`);
}

/** @throws StoreError `damaged`, `newer` */
export function parseAnchor(text: string): Anchor {
  let anchor: Anchor;
  try {
    anchor = JSON.parse(text) as Anchor;
  } catch (cause) {
    throw new StoreError('damaged', `${anchorFile} is not readable`, { cause });
  }
  assertReadable(anchor);
  if (anchor?.format !== 1 || typeof anchor.ledger !== 'string' || !Array.isArray(anchor.organisations))
    throw new StoreError('damaged', `${anchorFile} is not in format 1`);
  return anchor;
}
