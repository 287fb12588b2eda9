import type { SignedTrustList } from '../../chaincode/domain/trust-list/list.js';
import type { TrustList } from '../../chaincode/domain/trust-list/list.js';
import { signTrustList } from '../../chaincode/domain/trust-list/signature.js';
import { newOrganisation, newSigner, newStatementKeys, signBytes, type Signer } from './consortium.js';

/** An organisation as a list shows it, and the key it signs with. */
export interface Member {
  readonly organisation: TrustList['organisations'][number];
  readonly signer: Signer;
}

export function signKeyOf({ jwk, kid }: Signer): Member['organisation']['signKey'] {
  if (jwk.kty !== 'EC') throw new Error('an ES256 key is an EC key');
  return { kid, x: jwk.x, y: jwk.y };
}

export function newMember(id: string, signer = newSigner()): Member {
  const { name, url, logKey, cosignerKey } = newOrganisation(id, 'AnyMSP', [], newStatementKeys());
  return { organisation: { id, name, url, signKey: signKeyOf(signer), logKey, cosignerKey }, signer };
}

/** The same organisation with a new sign key. */
export function rotated({ organisation }: Member): Member {
  const signer = newSigner();
  return { organisation: { ...organisation, signKey: signKeyOf(signer) }, signer };
}

export function listOf(
  version: number,
  members: readonly Member[],
  change: Partial<TrustList> = {},
): TrustList {
  return {
    v: 1,
    ledger: 'a'.repeat(64),
    version,
    k: 2,
    organisations: members.map(({ organisation }) => organisation),
    witnesses: [],
    quorum: 0,
    ...change,
  };
}

export const signatureBy = ({ signer }: Member, list: TrustList): Promise<string> =>
  signTrustList(list, signer.kid, (data) => signBytes(signer, data));

export async function signedBy(list: TrustList, members: readonly Member[]): Promise<SignedTrustList> {
  return { list, signatures: await Promise.all(members.map((member) => signatureBy(member, list))) };
}
