import { readFile } from 'node:fs/promises';
import type { SignedTrustList, TrustList } from '../../../sdk/client/index.js';
import { keepFile } from '../../../data-dir/keep-file.js';
import { verifyTrustListChain } from '../../../sdk/verify/index.js';
import { CliFailure } from '../../frame/failure.js';

const isNotThere = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Parsed JSON; undefined where there is no such file. Throws CliFailure `trust_unreadable`. */
export async function readTrustFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (cause) {
    if (isNotThere(cause)) return undefined;
    throw new CliFailure(`${path} cannot be read as JSON`, { code: 'trust_unreadable', cause });
  }
}

/** The member `versions` of a kept trust list; undefined where a file is something else. */
export function versionsIn(file: unknown): readonly SignedTrustList[] | undefined {
  const { versions } = (file ?? {}) as { versions?: readonly SignedTrustList[] };
  return Array.isArray(versions) && versions.length > 0 ? versions : undefined;
}

/**
 * The newest version that a chain leads to from the pinned one; from its first one where none is pinned: that one is believed.
 * Throws CliFailure with the code of what does not hold.
 */
export async function follow(
  versions: readonly SignedTrustList[],
  pinned: TrustList | undefined,
  whose: string,
): Promise<TrustList> {
  const [first] = versions;
  const pin = pinned ?? first?.list;
  if (pin === undefined) throw new CliFailure(`${whose} offers no trust list`, { code: 'trust_list_gap' });
  const outcome = await verifyTrustListChain(pin, versions);
  if (outcome.trusted) return outcome.list;
  const where = outcome.version === undefined ? '' : ` version ${outcome.version}:`;
  throw new CliFailure(`the trust list of ${whose} is not to be trusted:${where} ${outcome.reason}`, {
    code: outcome.code,
  });
}

/** Whole or not at all: half a pin would be none. */
export async function keepTrustFile(path: string, versions: readonly SignedTrustList[]): Promise<void> {
  await keepFile(path, `${JSON.stringify({ versions }, null, 2)}\n`);
}
