import type { Participant } from '../consortium/participant.js';
import type { Registry } from './registry.js';
import type { Action } from '../consortium/action.js';
import type { Organisation } from '../consortium/document.js';

/** True where every seller id belongs to a platform of the organisation. */
function ownSellers(participant: Participant, org: string, registry: Registry): boolean {
  const platforms = new Set((participant.scope.sellers ?? []).map((id) => id.slice(0, id.indexOf('.'))));
  for (const id of platforms) {
    const platform = registry.participant(id);
    if (platform?.org !== org || !platform.roles.includes('platform')) return false;
  }
  return platforms.size > 0;
}

function mayRegister(participant: Participant, by: Organisation, registry: Registry): boolean {
  if (participant.org !== by.id || participant.status !== 'active') return false;
  if (!participant.roles.every((role) => by.roles.includes(role))) return false;
  // Otherwise a certifier could vouch for its own accreditation.
  if (participant.accreditation.length > 0) return false;
  return !participant.roles.includes('seller') || ownSellers(participant, by.id, registry);
}

function mayAddKey(participant: Participant, by: Organisation, registry: Registry): boolean {
  const onlySeller = participant.roles.every((role) => role === 'seller');
  return participant.org === by.id && onlySeller && ownSellers(participant, by.id, registry);
}

/**
 * True where an organisation needs no other's approval: to register its own participants within its roles, suspend
 * them, revoke their keys, rotate those that vouch for the next one, and register keys of its platforms' sellers. Such actions touch one participant only, so
 * they do not move `seq`: no organisation can make the others' open proposals stale.
 */
export function mayActAlone(action: Action, by: Organisation, registry: Registry): boolean {
  switch (action.type) {
    case 'participant.register':
      return mayRegister(action.participant, by, registry);
    case 'participant.status':
      return action.status === 'suspended' && registry.participant(action.id)?.org === by.id;
    case 'key.revoke':
    // The old key's proof stands for the others' approval: without it an organisation could speak as its participants.
    case 'key.rotate':
      return registry.participant(action.id)?.org === by.id;
    case 'key.register': {
      const participant = registry.participant(action.id);
      return participant !== undefined && mayAddKey(participant, by, registry);
    }
    // What others would have to live with takes their approval.
    case 'participant.update':
    case 'policy.publish':
    case 'authority.set':
    case 'organisations.set':
    case 'witnesses.set':
    case 'fold.activate':
    case 'parameters.set':
      return false;
  }
}
