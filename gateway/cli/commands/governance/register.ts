import { Option, type Command } from 'commander';
import { roles, type Participant, type Role } from '../../../../chaincode/domain/consortium/participant.js';
import type { NamedPublicJwk, ProposalView } from '../../../sdk/client/index.js';
import { readPublicKeyFile } from '../../../data-dir/key-files.js';
import { CliFailure, usage } from '../../frame/failure.js';
import {
  addGoverning,
  administrator,
  proposalText,
  proposeAction,
  type Administrator,
  type GoverningOptions,
} from '../../frame/governing.js';
import { result } from '../../frame/output.js';
import { untilTime } from '../../frame/until.js';
import { endLines, whyNotSigning } from './ending-text.js';
import { participantInForce } from './in-force.js';
import { addKeyUntil, newKey, registerKey } from './register-key.js';
import { registrationDaysMax } from './spans.js';

interface Options extends GoverningOptions {
  readonly publicKey: string;
  readonly role?: Role;
  readonly scheme?: readonly string[];
  readonly validUntil?: string;
  readonly keyValidUntil?: string;
}

/** Its organisation may do this alone, within its roles and without vouching for an accreditation. */
function registerParticipant(
  admin: Administrator,
  id: string,
  jwk: NamedPublicJwk,
  { keyValidUntil, role, scheme, validUntil }: Options,
): Promise<ProposalView> {
  if (role === undefined) throw usage(`--role is missing: what is ${id} to be?`);
  const now = Math.floor(Date.now() / 1000);
  const latest =
    validUntil === undefined
      ? undefined
      : untilTime(validUntil, now, { option: '--valid-until', daysMax: registrationDaysMax });
  const key = newKey(jwk, { latest, until: keyValidUntil });
  const participant: Participant = {
    id,
    org: admin.org,
    roles: [role],
    keys: [key],
    scope: scheme === undefined ? {} : { schemes: [...scheme] },
    accreditation: [],
    status: 'active',
    validFrom: key.notBefore,
    validUntil: latest ?? key.notAfter,
  };
  return proposeAction(admin, { type: 'participant.register', participant });
}

export function register(program: Command): void {
  const command = program
    .command('register')
    .description('admit a participant of your organisation with its key, or give one a further key')
    .argument('<participant>', 'participant id: lower-case letters, digits and -')
    .requiredOption('--public-key <file>', 'the public key that its owner sent, as made by "stl keygen"')
    .addOption(new Option('--role <role>', 'what a new participant may state').choices(roles))
    .option('--scheme <scheme...>', 'narrow a new certifier or inspector to these schemes')
    .option('--valid-until <date>', 'last day of a new registration; without it, as long as its key');
  addGoverning(addKeyUntil(command)).action(async (id: string, options: Options, self: Command) => {
    const jwk = await readPublicKeyFile(options.publicKey);
    const admin = await administrator(self, options);
    const known = await participantInForce(admin.client, id);
    if (known && options.validUntil !== undefined)
      throw usage(`--valid-until: ${id} is registered already; "stl renew ${id}" extends that`);
    const pending = known
      ? await registerKey(admin, id, jwk, options.keyValidUntil)
      : await registerParticipant(admin, id, jwk, options);
    const waits = pending !== undefined && pending.status !== 'executed';
    const now = Math.floor(Date.now() / 1000);
    const after = waits ? undefined : await participantInForce(admin.client, id);
    const reason = after && whyNotSigning(after, jwk.kid, now);
    if (reason !== undefined) {
      throw new CliFailure(`${id} may not sign with the key ${jwk.kid}: ${reason}`, {
        code: 'key_not_valid',
      });
    }
    const value = { participant: id, kid: jwk.kid, ...(pending ? { proposal: pending } : {}) };
    result(self, value, () =>
      [
        waits ? proposalText(pending) : `${id} is registered and may sign with the key`,
        `\n  ${jwk.kid}\n`,
        ...(after ? endLines(after, now) : []),
        'Have its owner read that key id to you over the phone. If it differs, revoke the key at once.',
      ].join('\n'),
    );
  });
}
