import type { Action } from '../../../../chaincode/domain/consortium/action.js';
import type { JsonObject } from '../../../../chaincode/domain/canonical.js';
import type { Organisation } from '../../../../chaincode/domain/consortium/document.js';
import type { Participant, ParticipantKey } from '../../../../chaincode/domain/consortium/participant.js';
import { plainLines } from '../../frame/plain.js';
import { differences } from './differences.js';
import type { Before, Members } from './in-force.js';

/** What a proposal would do: a line or more in words, then the whole action. `now`: what is in force, which only the words rest on. */
export function actionText(action: Action, now: Before): string {
  return plainLines([...changeText(action, now), '', ...JSON.stringify(action, null, 2).split('\n')]);
}

/** What a proposal would change, line by line. */
export function changeText(action: Action, now: Before): string[] {
  const lines = inWords(action, now);
  return lines.length > 0 ? lines : ['Nothing would change.'];
}

const day = (time: string): string => time.slice(0, 10);

function inWords(action: Action, now: Before): string[] {
  switch (action.type) {
    case 'participant.register':
      return newcomerInWords(action.participant, now);
    case 'participant.update':
      return updateInWords(action, now);
    case 'participant.status': {
      const { participant } = now;
      return [
        `${action.id} would be ${action.status}; now it is ${participant?.status ?? 'not registered'}.`,
      ];
    }
    case 'key.register':
      return [`${action.id} could sign with a further key: ${action.key.kid}, ${windowOf(action.key)}.`];
    case 'key.rotate':
      return [`${action.id} could sign with its next key: ${action.key.kid}, ${windowOf(action.key)}.`];
    case 'key.revoke': {
      const { fromBlock, id, kid, reason } = action;
      const since =
        fromBlock === undefined ? '' : ` Nothing that it signed from block ${fromBlock} on would count.`;
      return [`${id} could not sign with the key ${kid} any more (${reason}).${since}`];
    }
    case 'policy.publish': {
      const { body, name, version } = action.policy;
      const heading = `Version ${version} of the policy ${name} would be in force.`;
      return [heading, ...differences((now.policy?.body ?? {}) as JsonObject, body as JsonObject)];
    }
    case 'authority.set':
      return differences(now.rules.authority, action.authority);
    case 'organisations.set':
      return membersInWords(action, now.consortium);
    case 'witnesses.set': {
      const { quorum, witnesses } = action;
      const { consortium } = now;
      const before = { witnesses: consortium.witnesses, quorum: consortium.quorum };
      return [
        `Readers would want ${quorum} of ${witnesses.length} outside witnesses to have seen a checkpoint.`,
        ...differences(before, { witnesses, quorum }),
      ];
    }
    case 'fold.activate': {
      const { fromEpoch, version } = action.fold;
      return [
        `Rules of fold version ${version} would hold from epoch ${fromEpoch} on; now they are of version ${now.rules.foldVersion}.`,
      ];
    }
    case 'parameters.set':
      return differences(now.consortium.parameters, action.parameters, 'parameters');
  }
}

const windowOf = ({ notAfter, notBefore }: ParticipantKey): string =>
  `from ${day(notBefore)} until ${day(notAfter)}`;

function newcomerInWords(
  { accreditation, id, keys, org, roles, scope, validUntil }: Participant,
  { participant }: Before,
): string[] {
  const kids = keys.map(({ kid }) => kid).join(', ');
  return [
    ...(participant === undefined ? [] : [`${id} is registered already, by ${participant.org}.`]),
    `${id} of ${org} would be a participant: ${roles.join(', ')}, until ${day(validUntil)}, with ${kids || 'no key'}.`,
    ...Object.entries(scope).map(
      ([what, names]) => `It could state facts of these ${what} alone: ${names.join(', ')}.`,
    ),
    ...accreditation.map(
      ({ body, number, schemes, until }) =>
        `${body} (${number}) would vouch for it until ${day(until)}: ${schemes.join(', ')}.`,
    ),
  ];
}

function updateInWords(
  action: Extract<Action, { type: 'participant.update' }>,
  { participant }: Before,
): string[] {
  const { id } = action;
  if (participant === undefined) return [`${id} is no participant.`];
  const now = participant as unknown as JsonObject;
  const changes = Object.entries(action as unknown as JsonObject).filter(
    ([name]) => name !== 'type' && Object.hasOwn(now, name),
  );
  return changes.flatMap(([name, value]) => differences(now[name], value, `${id}: ${name}`));
}

function membersInWords(after: Members, before: Members): string[] {
  const named = (members: Members, id: string) => members.organisations.find((one) => one.id === id);
  const gone = before.organisations.filter(({ id }) => named(after, id) === undefined);
  return [
    `Any ${after.k} of ${after.organisations.length} organisations would decide; now it is ${before.k} of ${before.organisations.length}.`,
    ...gone.map(({ id }) => `${id} would leave.`),
    ...after.organisations.flatMap((organisation) => {
      const { id } = organisation;
      const known = named(before, id);
      return known === undefined
        ? [`${id} would join.`]
        : changes(id, membersOf(known), membersOf(organisation));
    }),
  ];
}

/** An organisation's members by name, each as one text. */
const membersOf = ({ adminKey, previous, roles, signKey, ...rest }: Organisation): Map<string, string> =>
  new Map(
    Object.entries({
      ...rest,
      roles: roles.join(', '),
      signKey: signKey.kid,
      adminKey: adminKey.kid,
      ...(previous?.signKey && { 'previous signKey': previous.signKey.kid }),
      ...(previous?.logKey !== undefined && { 'previous logKey': previous.logKey }),
      ...(previous?.cosignerKey !== undefined && { 'previous cosignerKey': previous.cosignerKey }),
    }),
  );

function changes(
  id: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names
    .filter((name) => before.get(name) !== after.get(name))
    .map(
      (name) =>
        `${id}: ${name} would be ${after.get(name) ?? 'none'}; now it is ${before.get(name) ?? 'none'}.`,
    );
}
