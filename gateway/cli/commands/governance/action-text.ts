import type { Action } from '../../../../chaincode/domain/consortium/action.js';
import type { Organisation } from '../../../../chaincode/domain/consortium/document.js';
import { plain } from '../../frame/plain.js';
import type { Members } from './in-force.js';

/**
 * What a proposal would do: a line or more in words, then the whole action. `now`: the members in force, which only the words
 * rest on.
 */
export function actionText(action: Action, now: Members): string {
  return plain([...inWords(action, now), '', JSON.stringify(action, null, 2)].join('\n'));
}

const day = (time: string): string => time.slice(0, 10);

function inWords(action: Action, now: Members): string[] {
  switch (action.type) {
    case 'participant.register': {
      const { id, keys, org, roles, validUntil } = action.participant;
      const kids = keys.map(({ kid }) => kid).join(', ');
      return [
        `${id} of ${org} would be a participant: ${roles.join(', ')}, until ${day(validUntil)}, with ${kids}.`,
      ];
    }
    case 'participant.update': {
      const { id, type, ...changes } = action;
      return [`The ${Object.keys(changes).join(', ')} of ${id} would be replaced (${type}).`];
    }
    case 'participant.status':
      return [`${action.id} would be ${action.status}.`];
    case 'key.register':
      return [
        `${action.id} could sign with a further key: ${action.key.kid}, until ${day(action.key.notAfter)}.`,
      ];
    case 'key.rotate':
      return [
        `${action.id} could sign with its next key: ${action.key.kid}, until ${day(action.key.notAfter)}.`,
      ];
    case 'key.revoke': {
      const { fromBlock, id, kid, reason } = action;
      const since =
        fromBlock === undefined ? '' : ` Nothing that it signed from block ${fromBlock} on would count.`;
      return [`${id} could not sign with the key ${kid} any more (${reason}).${since}`];
    }
    case 'policy.publish':
      return [`Version ${action.policy.version} of the policy ${action.policy.name} would be in force.`];
    case 'authority.set':
      return ['Roles could state these kinds of record, and no others.'];
    case 'organisations.set':
      return membersInWords(action, now);
    case 'witnesses.set':
      return [
        `These would be the outside witnesses of the log. Readers would want ${action.quorum} of them to have seen a checkpoint.`,
      ];
    case 'fold.activate':
      return [
        `Rules of fold version ${action.fold.version} would hold from epoch ${action.fold.fromEpoch} on.`,
      ];
    case 'parameters.set':
      return ['These parameters would hold.'];
  }
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
