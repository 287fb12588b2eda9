import type { Config } from '../data-dir/config.js';
import type { DataDir } from '../data-dir/data-dir.js';
import { gatewayKeyUses } from '../data-dir/key-files.js';
import { keysNamed } from '../data-dir/key-names.js';
import { openSigner } from '../signing/open-signer.js';
import type { SigningKey } from '../signing/port.js';
import { fail, ok, type Finding } from './finding.js';
import type { About } from './gateway-answers.js';

/** The public parts of the organisation's keys that its signer has, and where that is. */
export interface HeldKeys {
  readonly place: string;
  readonly keys: readonly SigningKey[];
}

/**
 * Asked once an examination: a token is logged in to each time, and counts a wrong PIN. Throws Error where the signer does not
 * say.
 */
export async function heldKeys(
  { org, signer: setting }: Pick<Config, 'org' | 'signer'>,
  data: DataDir,
): Promise<HeldKeys> {
  const signer = await openSigner(setting, data.organisationDirectory(org));
  try {
    return { place: signer.place, keys: await signer.keys() };
  } finally {
    await signer.close();
  }
}

/** Whether the signer answers, and has a key for all that a gateway signs. */
export function* checkSigner(held: HeldKeys | Error, org: string): Generator<Finding> {
  if (held instanceof Error) {
    yield fail('signer', held.message, 'See docs/keys.md; STL_SIGNER says what holds the keys.');
    return;
  }
  const { keys, place } = held;
  yield ok('signer', `${place} holds ${keys.length} keys of ${org}`);
  for (const use of gatewayKeyUses) {
    if (keys.some((key) => key.use === use)) continue;
    const todo = `Put it there, or propose new ones: stl organisation-keys`;
    yield fail(`${use}-key`, `the ${use} key of ${org} is missing: ${place} has none`, todo);
  }
}

/** Whether the keys that the ledger names are among those that are here: what others sign counts for nothing. */
export function* checkKeysInForce(
  { organisations }: About,
  org: string,
  held: HeldKeys | Error,
): Generator<Finding> {
  const own = organisations.find(({ id }) => id === org);
  if (own === undefined) {
    const todo = 'Set STL_ORG to its id there.';
    yield fail('organisation', `${org} is not an organisation of this consortium`, todo);
    return;
  }
  const keys = held instanceof Error ? [] : held.keys;
  const wanted = keysNamed(own);
  for (const use of gatewayKeyUses) {
    const check = `${use}-key-in-force`;
    if (keys.some((key) => key.use === use && key.name === wanted[use])) {
      yield ok(check, `the ${use} key of ${org} is the one that the ledger names`);
    } else {
      const detail = `the ledger names ${wanted[use]} as the ${use} key of ${org}, and it is not among the keys that are here`;
      yield fail(check, detail, 'Put it back, or propose the keys that are here: stl organisation-keys');
    }
  }
}
