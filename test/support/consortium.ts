import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { composeBatch, type ComposedBatch } from '../../chaincode/domain/batch/compose.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { readGenesis } from '../../chaincode/domain/governance/genesis.js';
import {
  composeSignedApproval,
  composeSignedProposal,
  type GovernanceSigner,
} from '../../chaincode/domain/governance/signed.js';
import type { Proposal } from '../../chaincode/domain/consortium/action.js';
import type { ConsortiumDocument, Organisation } from '../../chaincode/domain/consortium/document.js';
import { thumbprint } from '../../chaincode/domain/participants/thumbprint.js';
import type {
  Participant,
  ParticipantKey,
  Role,
  Scope,
} from '../../chaincode/domain/consortium/participant.js';
import type { PublicJwk, SignatureAlgorithm } from '../../chaincode/domain/ports.js';
import { newestFold } from '../../chaincode/domain/fold-version.js';
import { isKindOf, type FactRecord, type RecordKind } from '../../chaincode/domain/records/index.js';
import { parseTime, hourSeconds } from '../../chaincode/domain/time.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { standardAuthority as authority } from '../../gateway/founding/standard-terms.js';
import { MemoryLedger } from './memory-world-state.js';

export const now = parseTime('2026-06-01T12:00:00Z') as number;
const window = { from: '2020-01-01T00:00:00Z', until: '2030-01-01T00:00:00Z' };

export interface Signer {
  readonly alg: SignatureAlgorithm;
  readonly kid: string;
  readonly jwk: PublicJwk;
  readonly privateKey: KeyObject;
}

export function newSigner(alg: SignatureAlgorithm = 'ES256'): Signer {
  const { privateKey, publicKey } =
    alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
  const jwk = publicKey.export({ format: 'jwk' }) as unknown as PublicJwk;
  return { alg, kid: thumbprint(jwk, nodeCrypto.sha256), jwk, privateKey };
}

export function signBytes({ alg, privateKey }: Signer, data: Uint8Array): Uint8Array {
  return alg === 'ES256'
    ? sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    : sign(null, data, privateKey);
}

export function keyOf({ alg, jwk, kid }: Signer): ParticipantKey {
  return { kid, alg, jwk, notBefore: window.from, notAfter: window.until };
}

export function newParticipant(
  id: string,
  org: string,
  roles: readonly Role[],
  signers: readonly Signer[],
  scope: Scope = {},
): Participant {
  return {
    id,
    org,
    roles: [...roles],
    keys: signers.map(keyOf),
    scope,
    accreditation: [],
    status: 'active',
    validFrom: window.from,
    validUntil: window.until,
  };
}

/** The keys an organisation states its checkpoints with. */
export interface StatementKeys {
  readonly log: Signer;
  readonly cosigner: Signer;
}

export const newStatementKeys = (): StatementKeys => ({
  log: newSigner('Ed25519'),
  cosigner: newSigner('Ed25519'),
});

const admins = new Map<string, Signer>();

/** The administrator's key of an organisation that `newOrganisation` made. */
export function adminOf({ adminKey, id }: Organisation): Signer {
  const signer = admins.get(adminKey.kid);
  if (signer === undefined) throw new Error(`no admin key of ${id}`);
  return signer;
}

/** A new administrator's key, as a consortium's document names it. `adminOf` finds its private part. */
export function newAdminKey(): Organisation['adminKey'] {
  const signer = newSigner();
  const { jwk, kid } = signer;
  if (jwk.kty !== 'EC') throw new Error('an ES256 key is an EC key');
  admins.set(kid, signer);
  return { kid, x: jwk.x, y: jwk.y };
}

export function newOrganisation(
  id: string,
  mspId: string,
  roles: readonly Role[],
  { log, cosigner } = newStatementKeys(),
): Organisation {
  const { jwk, kid } = newSigner();
  if (jwk.kty !== 'EC') throw new Error('an ES256 key is an EC key');
  return {
    id,
    mspId,
    name: id,
    roles: [...roles],
    url: `https://${id}.example`,
    signKey: { kid, x: jwk.x, y: jwk.y },
    logKey: log.jwk.x,
    cosignerKey: cosigner.jwk.x,
    adminKey: newAdminKey(),
  };
}

const members: readonly (readonly [id: string, org: string, role: Role, alg: SignatureAlgorithm])[] = [
  ['demo-platform', 'platform', 'platform', 'ES256'],
  ['demo-certifier', 'certifier', 'certifier', 'Ed25519'],
  ['demo-inspector', 'certifier', 'inspector', 'ES256'],
  ['demo-carrier', 'platform', 'carrier', 'ES256'],
  ['demo-customs', 'platform', 'customs-broker', 'ES256'],
  ['demo-pay', 'payments', 'payment-provider', 'Ed25519'],
  ['demo-arbiter', 'certifier', 'arbiter', 'ES256'],
];

/** The demonstration's. */
export { authority as defaultAuthority };

/** The kinds of fold version 1, and no later ones: for what tells how a ledger takes those. */
export const firstKinds: Pick<ConsortiumDocument, 'authority' | 'fold'> = {
  authority: Object.fromEntries(
    Object.entries(authority).map(([role, kinds]) => [
      role,
      kinds.filter((kind) => isKindOf(1, kind as RecordKind)),
    ]),
  ),
  fold: { version: 1, fromEpoch: 0 },
};

/** What a test may change of the batch `signBatch` makes. */
export interface BatchOptions {
  readonly signer?: Signer;
  readonly jti?: string;
  readonly aud?: string;
  readonly iat?: number;
  readonly exp?: number;
}

export interface TestConsortium {
  readonly document: ConsortiumDocument;
  readonly ledger: string;
  readonly signers: ReadonlyMap<string, Signer>;
  /** By organisation. */
  readonly statementKeys: ReadonlyMap<string, StatementKeys>;
  signBatch(iss: string, records: readonly FactRecord[], options?: BatchOptions): Promise<ComposedBatch>;
}

let batches = 0;

/** A consortium of three organisations, k = 2, with the participants of the demo and fresh keys. */
export function newConsortium(change: Partial<ConsortiumDocument> = {}): TestConsortium {
  const signers = new Map(members.map(([id, , , alg]) => [id, newSigner(alg)]));
  const statementKeys = new Map<string, StatementKeys>();
  const organisation = (id: string, mspId: string, roles: readonly Role[]): Organisation => {
    const keys = newStatementKeys();
    statementKeys.set(id, keys);
    return newOrganisation(id, mspId, roles, keys);
  };
  const document: ConsortiumDocument = {
    v: 1,
    organisations: [
      organisation('platform', 'PlatformMSP', ['platform', 'carrier', 'customs-broker', 'seller']),
      organisation('certifier', 'CertifierMSP', ['certifier', 'inspector', 'arbiter']),
      organisation('payments', 'PaymentsMSP', ['payment-provider']),
    ],
    k: 2,
    authority,
    policies: [],
    participants: members.map(([id, org, role]) =>
      newParticipant(id, org, [role], [signers.get(id) as Signer]),
    ),
    fold: { version: newestFold, fromEpoch: 0 },
    parameters: { demo: true },
    nonce: createHash('sha256').update(String(Math.random())).digest('hex'),
    ...change,
  };
  const { ledger } = readGenesis(canonicalText(document), nodeCrypto.sha256);
  return {
    document,
    ledger,
    signers,
    statementKeys,
    signBatch(iss, records, options = {}) {
      const signer = options.signer ?? signers.get(iss);
      if (!signer) throw new Error(`no key of ${iss}`);
      return composeBatch({
        records,
        iss,
        kid: signer.kid,
        alg: signer.alg,
        jti: options.jti ?? `test-${++batches}`,
        aud: options.aud ?? ledger,
        iat: options.iat ?? now,
        exp: options.exp ?? now + hourSeconds,
        sha256: nodeCrypto.sha256,
        sign: (data) => signBytes(signer, data),
      });
    },
  };
}

const signerFor = (organisation: Organisation): GovernanceSigner => {
  const signer = adminOf(organisation);
  return { kid: signer.kid, sign: (data) => signBytes(signer, data) };
};

/** An organisation proposes: what `Propose` takes. */
export const signProposal = (organisation: Organisation, proposal: Proposal, iat = now): Promise<string> =>
  composeSignedProposal({ org: organisation.id, iat, proposal }, signerFor(organisation));

/** An organisation approves a proposal, or, by the ledger's id, a consortium document. */
export const signApproval = (
  organisation: Organisation,
  ledger: string,
  proposal: string,
  iat = now,
): Promise<string> =>
  composeSignedApproval({ ledger, org: organisation.id, iat, proposal }, signerFor(organisation));

export const admin = (mspId: string) => ({ mspId, admin: true });
export const gatewayOf = (mspId: string) => ({ mspId, admin: false });

/** The arguments of `InitConsortium`: a document, and an organisation's approval of it. */
export async function approvalOf(
  document: ConsortiumDocument,
  organisation: Organisation,
  iat = now,
): Promise<[document: string, jws: string]> {
  const text = canonicalText(document);
  const { ledger } = readGenesis(text, nodeCrypto.sha256);
  return [text, await signApproval(organisation, ledger, ledger, iat)];
}

const foundings = new WeakMap<ConsortiumDocument, Promise<[string, string][]>>();

/** A ledger in memory on which the consortium is in force; every one of them holds the same. */
export async function startLedger({ document }: TestConsortium): Promise<MemoryLedger> {
  const ledger = new MemoryLedger(now);
  const founders = document.organisations.slice(0, document.k);
  const founding = foundings.get(document) ?? Promise.all(founders.map((one) => approvalOf(document, one)));
  foundings.set(document, founding);
  for (const [i, args] of (await founding).entries())
    await ledger.run('InitConsortium', args, admin(founders[i]?.mspId ?? ''));

  return ledger;
}
