import type { JsonObject } from '../../../../../chaincode/domain/canonical.js';
import type { Organisation } from '../../../../../chaincode/domain/consortium/document.js';
import { roles, type Participant } from '../../../../../chaincode/domain/consortium/participant.js';
import { policyNames } from '../../../../../chaincode/domain/consortium/policy-document.js';
import { readPublicKeyFile } from '../../../../data-dir/key-files.js';
import { checkPart } from '../../../../founding/check.js';
import { majorityOf } from '../../../../founding/standard-terms.js';
import type { Client } from '../../../../sdk/client/index.js';
import { readCommented } from '../../../frame/commented-json.js';
import { CliFailure, usage } from '../../../frame/failure.js';
import type { Notes } from '../../../frame/write-commented.js';
import { mistaken } from '../consortium/document.js';
import { consortiumInForce, participantInForce, policyInForce, rulesInForce } from '../in-force.js';
import { newKey } from '../register-key.js';

export interface DraftOptions {
  readonly publicKey?: string;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

export interface Draft {
  readonly value: JsonObject;
  readonly notes: Notes;
}

/** What is to be filled in fits no schema, so that it can never pass by mistake. */
const toFill = null;

const draft = (value: object, notes: Notes = {}): Draft => ({ value: value as JsonObject, notes });

/** An action of a type, filled with what is in force. Throws CliFailure, ProblemError, ClientError. */
export async function draftOf(
  type: string,
  subject: string | undefined,
  options: DraftOptions,
  client: Client,
): Promise<Draft> {
  switch (type) {
    case 'participant.register':
      return registration(subject, options);
    case 'participant.update': {
      const { accreditation, id, roles: own, scope, validUntil } = await known(subject, client);
      const value = { type, id, roles: own, scope, accreditation, validUntil };
      return draft(value, { '/id': 'Take out the members that stay.' });
    }
    case 'participant.status': {
      const { id, status } = await known(subject, client);
      return draft({ type, id, status: toFill }, { '/status': `active, suspended or ended; now ${status}` });
    }
    case 'key.register': {
      const { id, validUntil } = await known(subject, client);
      return draft({ type, id, key: await keyOf(options, validUntil) });
    }
    case 'key.rotate':
      throw new CliFailure('the key in force must vouch for the next one: "stl rotate-key" does both', {
        code: 'usage',
      });
    case 'key.revoke':
      return revocation(await known(subject, client));
    case 'policy.publish':
      return policy(subject ?? 'score', client);
    case 'authority.set':
      return draft({ type, authority: (await rulesInForce(client)).authority });
    case 'organisations.set':
      return members(options, client);
    case 'witnesses.set': {
      const { quorum, witnesses } = await consortiumInForce(client);
      return draft({ type, witnesses, quorum });
    }
    case 'fold.activate': {
      const { foldVersion } = await rulesInForce(client);
      const value = { type, fold: { version: foldVersion + 1, fromEpoch: toFill } };
      return draft(value, {
        '/fold/fromEpoch': 'Late enough that every gateway has the program that knows it.',
      });
    }
    case 'parameters.set':
      return draft({ type, parameters: (await consortiumInForce(client)).parameters });
    default:
      throw new TypeError(`no action ${type}`);
  }
}

async function known(id: string | undefined, client: Client): Promise<Participant> {
  if (id === undefined) throw usage('which participant? Give its id after the action');
  const participant = await participantInForce(client, id);
  if (participant !== undefined) return participant;
  throw new CliFailure(`there is no participant ${id}; "stl participants" lists them`, { code: 'not_found' });
}

async function keyOf({ publicKey }: DraftOptions, latest?: string): Promise<object | null> {
  return publicKey === undefined ? toFill : newKey(await readPublicKeyFile(publicKey), { latest });
}

async function registration(id: string | undefined, options: DraftOptions): Promise<Draft> {
  const key = (await keyOf(options)) as { notBefore: string; notAfter: string } | null;
  const participant = {
    id: id ?? toFill,
    org: toFill,
    roles: toFill,
    keys: key === null ? toFill : [key],
    scope: {},
    accreditation: [],
    status: 'active',
    validFrom: key?.notBefore ?? toFill,
    validUntil: key?.notAfter ?? toFill,
  };
  return draft(
    { type: 'participant.register', participant },
    {
      '/participant/roles': `A list of ${roles.join(', ')}`,
      '/participant/keys': '--public-key FILE fills it in from what "stl keygen" wrote.',
    },
  );
}

function revocation({ id, keys }: Participant): Draft {
  const listed = keys.map(
    ({ kid, notAfter, revoked }) => `  ${kid} until ${notAfter}${revoked === undefined ? '' : ', revoked'}`,
  );
  return draft(
    { type: 'key.revoke', id, kid: toFill, reason: toFill },
    {
      '/kid': ['It has:', ...listed].join('\n'),
      '/reason':
        'superseded, compromised or ceased. Was it stolen? "stl recover" goes through all that follows.',
    },
  );
}

async function policy(name: string, client: Client): Promise<Draft> {
  if (!(policyNames as readonly string[]).includes(name))
    throw usage(`there is no policy ${name}; it is one of ${policyNames.join(', ')}`);
  const now = await policyInForce(client, name);
  const body = now?.body ?? toFill;
  return draft({ type: 'policy.publish', policy: { name, version: (now?.version ?? 0) + 1, body } });
}

/** k stays while it is more than half of those who are left. */
async function members({ add = [], remove = [] }: DraftOptions, client: Client): Promise<Draft> {
  const { k, organisations } = await consortiumInForce(client);
  const gone = new Set(remove);
  const strangers = remove.filter((id) => !organisations.some((one) => one.id === id));
  if (strangers.length > 0) {
    throw new CliFailure(`no organisation of this consortium: ${strangers.join(', ')}`, {
      code: 'not_found',
    });
  }
  const newcomers = await Promise.all(add.map(partIn));
  const after = [...organisations.filter(({ id }) => !gone.has(id)), ...newcomers];
  const least = majorityOf(after.length);
  const value = {
    type: 'organisations.set',
    organisations: after,
    k: Math.min(Math.max(k, least), after.length),
  };
  return draft(value, {
    '/k': `${least} to ${after.length} are possible; now ${k} of ${organisations.length}.`,
  });
}

async function partIn(file: string): Promise<Organisation> {
  const { at, value } = await readCommented(file);
  const mistakes = checkPart(value);
  if (mistakes.length > 0) throw mistaken(`${file} is not the part of an organisation`, mistakes, at);
  return value as unknown as Organisation;
}
