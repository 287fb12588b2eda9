import type { Participant } from '../consortium/participant.js';
import type { Speaker } from './state.js';

/** A participant as the fold knows it when it states a batch. */
export function speakerOf({ id, org, roles, scope }: Participant): Speaker {
  const sellers = roles.includes('seller') ? scope.sellers : undefined;
  return {
    id,
    org,
    roles: [...roles].sort(),
    ...(sellers === undefined ? {} : { sellers: [...sellers].sort() }),
  };
}
