import type { Participant, Role } from '../../chaincode/domain/consortium/participant.js';
import { formatTime, daySeconds, hourSeconds } from '../../chaincode/domain/time.js';
import { generateKey, publicJwk, type PrivateJwk } from '../sdk/client/index.js';
import { demoSchemes } from './certificates.js';
import { shopName } from './story.js';

export interface DemoParticipant {
  readonly participant: Participant;
  readonly key: PrivateJwk;
}

interface ParticipantPlan {
  readonly id: string;
  readonly org: string;
  readonly role: Role;
  readonly sellers?: readonly string[];
}

/** Shops whose owner has a key of its own. */
const owned = [1, 2, 3, 4, 5].map((index) => `demo-platform.${shopName(index)}`);
export const isOwned = (seller: string): boolean => owned.includes(seller);

const plans: readonly ParticipantPlan[] = [
  { id: 'demo-platform', org: 'platform', role: 'platform' },
  { id: 'demo-carrier', org: 'platform', role: 'carrier' },
  { id: 'demo-express', org: 'payments', role: 'carrier' },
  { id: 'demo-customs', org: 'platform', role: 'customs-broker' },
  { id: 'demo-certifier', org: 'certifier', role: 'certifier' },
  { id: 'demo-inspector', org: 'certifier', role: 'inspector' },
  { id: 'demo-pay', org: 'payments', role: 'payment-provider' },
  { id: 'demo-arbiter', org: 'payments', role: 'arbiter' },
  { id: 'demo-seller', org: 'platform', role: 'seller', sellers: owned },
];

const year = 365 * daySeconds;

/** The participants of a demo with new keys, one each. `now`: seconds since the epoch. */
export function newParticipants(now: number): Promise<DemoParticipant[]> {
  return Promise.all(
    plans.map(async (plan) => {
      const key = await generateKey('ES256');
      return { key, participant: participant(plan, key, now) };
    }),
  );
}

/** Keys are valid from now on, though the history is older: a key's window limits when it signs, not what it states. */
function participant({ id, org, role, sellers }: ParticipantPlan, key: PrivateJwk, now: number): Participant {
  const { kid, alg, ...jwk } = publicJwk(key);
  const [notBefore, notAfter] = [formatTime(now - hourSeconds), formatTime(now + 2 * year)];
  const vouched = role === 'certifier' || role === 'inspector';
  return {
    id,
    org,
    roles: [role],
    keys: [{ kid, alg, jwk, notBefore, notAfter }],
    scope: sellers === undefined ? {} : { sellers: [...sellers] },
    accreditation: vouched ? [accreditation(now)] : [],
    status: 'active',
    validFrom: notBefore,
    validUntil: notAfter,
  };
}

const accreditation = (now: number): Participant['accreditation'][number] => ({
  body: 'Demo Accreditation Board',
  number: 'DAB-0001',
  schemes: [...demoSchemes],
  from: formatTime(now - 4 * year),
  until: formatTime(now + 2 * year),
});
