import type { PublicAggregate } from '../fold/aggregate.js';
import type { ConsortiumState } from '../consortium/document.js';
import type { PolicyDocument } from '../consortium/policy-document.js';
import type { MapProof } from '../map/proof.js';
import type { Participant } from '../consortium/participant.js';
import type { StatusEntry } from '../status-lists/types.js';
import type { ScoreResult } from '../score/types.js';
import { daySeconds } from '../time.js';

/** What a badge states of a seller: a score's outcome, for one version of the policy. */
export interface BadgeSubject {
  /** `urn:stl:<ledger id>:<seller id>` */
  readonly id: string;
  readonly type: 'RatedSeller';
  readonly seller: string;
  readonly policy: ScoreResult['policy'];
  /** UTC date of the score, RFC 3339. */
  readonly asOf: string;
  readonly status: ScoreResult['status'];
  readonly overall: number | null;
  readonly interval: ScoreResult['interval'];
  readonly band: string | null;
  readonly provisional: boolean;
  readonly corroboration: ScoreResult['corroboration'];
  /** Of a dormant seller: its last score, `asOf` as above. */
  readonly last?: { readonly asOf: string; readonly overall: number; readonly band: string | null };
}

/** A value of the map and its proof; null where the map has none. */
export interface Proven<T> {
  readonly value: T;
  readonly proof: MapProof;
}

/** Everything the subject follows from, each proven under one checkpoint: a verifier needs no server. */
export interface BadgeEvidence {
  readonly type: 'SellerTrustEvidence';
  /** Signed note (C2SP) with the signatures of all organisations in agreement. */
  readonly checkpoint: string;
  readonly seller: Proven<{ readonly detail: string; readonly public: PublicAggregate }>;
  readonly consortium: Proven<ConsortiumState>;
  readonly policy: Proven<PolicyDocument>;
  /** By participant id: every issuer of a certificate in the aggregate. */
  readonly certifiers: Readonly<Record<string, Proven<Participant | null>>>;
}

/** To JSON-LD a value as it stands, of which nothing is read as terms: else a `proof` would be one of RDF, and null nothing. */
const json = { '@type': '@json' } as const;

/** What every badge says of its own form. Software that expands it as JSON-LD in safe mode loses no member. */
export const badgeForm = {
  '@context': [
    'https://www.w3.org/ns/credentials/v2',
    {
      '@vocab': 'urn:stl:terms#',
      RatedSeller: {
        '@context': { band: json, corroboration: json, interval: json, last: json, overall: json },
      },
      SellerTrustEvidence: {
        '@context': { certifiers: json, consortium: json, policy: json, seller: json },
      },
    },
  ],
  type: ['VerifiableCredential', 'SellerTrustBadge'],
} as const;

/**
 * W3C Verifiable Credentials Data Model 2.0, secured as `vc+jwt` (VC-JOSE-COSE section 3.1). These members and no others:
 * what nobody computes again would be the issuer's bare word under the consortium's name.
 */
export interface BadgeCredential {
  readonly '@context': (typeof badgeForm)['@context'];
  readonly type: (typeof badgeForm)['type'];
  /** did:web of the organisation that issued it (`didOf`). */
  readonly issuer: string;
  /** Time of the checkpoint. */
  readonly validFrom: string;
  readonly validUntil: string;
  /** Revocation of the band it states, and suspension of each certificate that its score counts; left out where it does neither. */
  readonly credentialStatus?: readonly StatusEntry[];
  readonly credentialSubject: BadgeSubject;
  readonly evidence: readonly [BadgeEvidence];
}

/** Seconds that a badge holds after its checkpoint, at most. */
export const badgeLifeMaxSeconds = daySeconds;
