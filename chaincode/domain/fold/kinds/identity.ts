import type { Role } from '../../consortium/participant.js';
import type { Speaker } from '../state.js';
import type { FoldedKind } from './folded-kind.js';

type Voice = 'platform' | 'seller';

export interface IdentityBody {
  readonly country: string;
  readonly domains: readonly string[];
  readonly kind: 'identity';
  readonly level: string;
  readonly natural: boolean;
  readonly registers: readonly string[];
  readonly sameAs: string;
  readonly tradingName: string;
  /** In which capacities the issuer speaks here; decides who may complete a join. */
  readonly voices: readonly Voice[];
}

function voicesOf(seller: string, speaker: Speaker): Voice[] {
  const voices: Voice[] = [];
  const ofPlatform = seller.slice(0, seller.indexOf('.')) === speaker.id;
  if (ofPlatform && speaker.roles.includes('platform')) voices.push('platform');
  if (speaker.roles.includes('seller') && speaker.sellers?.includes(seller)) voices.push('seller');
  return voices;
}

const certifierFirst: readonly Role[] = ['certifier', 'platform'];

export const identity: FoldedKind<'identity', IdentityBody, 'identity'> = {
  group: ({ seller }) => ({ kind: 'identity', seller, key: `identity/${seller}` }),
  body: (record, { speaker }) => ({
    country: record.country ?? '',
    domains: record.shopDomains ?? [],
    kind: 'identity',
    level: record.level ?? '',
    natural: record.natural ?? false,
    registers: (record.registers ?? []).map((r) => `${r.country}/${r.registrar}/${r.number}`),
    sameAs: record.sameAs ?? '',
    tradingName: record.tradingName ?? '',
    voices: voicesOf(record.seller, speaker),
  }),
  authority: () => certifierFirst,
  isContestable: false,
};
