import type { Command } from 'commander';
import type { Organisation } from '../../../../chaincode/domain/consortium/document.js';
import { keysFor } from '../../../../chaincode/domain/consortium/organisation-keys.js';
import { readPublicKeyFile } from '../../../data-dir/key-files.js';
import type { NamedPublicJwk } from '../../../sdk/client/index.js';
import { CliFailure, usage } from '../../frame/failure.js';
import {
  addGoverning,
  administrator,
  proposalText,
  proposeAction,
  type GoverningOptions,
} from '../../frame/governing.js';
import { result, table } from '../../frame/output.js';
import { consortiumInForce } from './in-force.js';

interface Options extends GoverningOptions {
  readonly sign?: string;
  readonly log?: string;
  readonly cosigner?: string;
  readonly newAdmin?: string;
  readonly stolen?: boolean;
  readonly dropPrevious?: boolean;
}

type PreviousKeys = NonNullable<Organisation['previous']>;
type Keys = PreviousKeys & Partial<Pick<Organisation, 'adminKey'>>;

async function ed25519(path: string, option: string): Promise<string> {
  const { kty, x } = await readPublicKeyFile(path);
  if (kty !== 'OKP')
    throw usage(`${option}: it must be an Ed25519 key, as made by "stl keygen --alg Ed25519"`);
  return x;
}

function p256(jwk: NamedPublicJwk, option: string): Organisation['signKey'] {
  if (jwk.kty !== 'EC') throw usage(`${option}: it must be an ES256 key, as made by "stl keygen"`);
  return { kid: jwk.kid, x: jwk.x, y: jwk.y };
}

async function newKeys({ cosigner, log, newAdmin, sign }: Options): Promise<Keys> {
  return {
    ...(sign !== undefined && { signKey: p256(await readPublicKeyFile(sign), '--sign') }),
    ...(log !== undefined && { logKey: await ed25519(log, '--log') }),
    ...(cosigner !== undefined && { cosignerKey: await ed25519(cosigner, '--cosigner') }),
    ...(newAdmin !== undefined && { adminKey: p256(await readPublicKeyFile(newAdmin), '--new-admin') }),
  };
}

/**
 * Of each use at most one key of before is kept: the one that is replaced now, else the one that was kept already. None of an
 * administrator's: its word is given once, and stands on the ledger with the key that gave it.
 */
function changed(
  { previous, ...organisation }: Organisation,
  fresh: Keys,
  { dropPrevious, stolen }: Options,
): Organisation {
  const { cosignerKey, logKey, signKey } = organisation;
  const earlier = Object.entries(dropPrevious === true ? {} : (previous ?? {}));
  const kept: PreviousKeys = Object.fromEntries(earlier.filter(([use]) => !Object.hasOwn(fresh, use)));
  const replaced: PreviousKeys =
    stolen === true
      ? {}
      : {
          ...(fresh.signKey && { signKey }),
          ...(fresh.logKey !== undefined && { logKey }),
          ...(fresh.cosignerKey !== undefined && { cosignerKey }),
        };
  const before = { ...kept, ...replaced };
  return {
    ...organisation,
    ...fresh,
    ...(Object.keys(before).length > 0 && { previous: before }),
  };
}

function keysText(organisation: Organisation): string {
  const rows = (['signKey', 'logKey', 'cosignerKey'] as const).map((use) => {
    const [now = '', before = ''] = keysFor(organisation, use).map((key) =>
      typeof key === 'string' ? key : key.kid,
    );
    return [use, now, before];
  });
  return table([['', 'in force', 'still counts'], ...rows, ['adminKey', organisation.adminKey.kid]]);
}

export function organisationKeys(program: Command): void {
  const command = program
    .command('organisation-keys')
    .description(
      'propose new keys for an organisation; what the old ones signed counts on until they are dropped',
    )
    .argument('<organisation>', 'whose keys they are')
    .option('--sign <file>', 'the new ES256 key for what its gateway signs; the public part is enough')
    .option('--log <file>', 'the new Ed25519 key for its word as log')
    .option('--cosigner <file>', 'the new Ed25519 key for its word as cosigner')
    .option('--new-admin <file>', 'the new ES256 key of its administrator, which takes over at once')
    .option('--stolen', 'the keys that are replaced count for nothing from then on')
    .option('--drop-previous', 'keys of before that are still kept count for nothing from then on');
  addGoverning(command).action(async (id: string, options: Options, self: Command) => {
    const fresh = await newKeys(options);
    if (Object.keys(fresh).length === 0 && options.dropPrevious !== true)
      throw usage('say what changes: --sign, --log, --cosigner, --new-admin or --drop-previous');
    const admin = await administrator(self, options);
    const { k, organisations } = await consortiumInForce(admin.client);
    const organisation = organisations.find((one) => one.id === id);
    if (organisation === undefined)
      throw new CliFailure(`there is no organisation ${id} in the consortium`, { code: 'not_found' });
    const after = changed(organisation, fresh, options);
    const view = await proposeAction(admin, {
      type: 'organisations.set',
      organisations: organisations.map((one) => (one.id === id ? after : one)),
      k,
    });
    result(self, view, () => [`${id} would have:`, keysText(after), '', proposalText(view)].join('\n'));
  });
}
