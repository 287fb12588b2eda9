import {
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { BlockSignature, OpenedBlock } from './block.js';
import { StoreError } from './store-error.js';

/** An organisation whose part this process plays. */
export interface HostedOrganisation {
  readonly mspId: string;
  /** Its ES256 private key (RFC 7517). */
  readonly signKey: JsonWebKey;
}

export interface OrganisationKey {
  readonly mspId: string;
  readonly key: { readonly crv: 'P-256'; readonly kty: 'EC'; readonly x: string; readonly y: string };
}

const signAsync = promisify<string, Buffer, { key: KeyObject; dsaEncoding: 'ieee-p1363' }, Buffer>(sign);

/** The organisations' public keys, in the order of their MSP ids. */
export function publicKeys(organisations: readonly HostedOrganisation[]): OrganisationKey[] {
  return organisations
    .map(({ mspId, signKey }) => {
      const { crv, kty, x, y } = createPublicKey({ key: signKey, format: 'jwk' }).export({ format: 'jwk' });
      if (kty !== 'EC' || crv !== 'P-256' || !x || !y)
        throw new TypeError(`the key of ${mspId} is no P-256 key`);
      return { mspId, key: { crv, kty, x, y } } as const;
    })
    .sort((a, b) => (a.mspId < b.mspId ? -1 : 1));
}

/** Signs block headers for every hosted organisation, off the main thread. */
export function headerSigner(
  organisations: readonly HostedOrganisation[],
): (headerBytes: Buffer) => Promise<BlockSignature[]> {
  const signers = organisations.map(({ mspId, signKey }) => ({
    mspId,
    key: createPrivateKey({ key: signKey, format: 'jwk' }),
  }));
  return (headerBytes) =>
    Promise.all(
      signers.map(async ({ mspId, key }) => {
        const bytes = await signAsync('sha256', headerBytes, { key, dsaEncoding: 'ieee-p1363' });
        return { mspId, signature: bytes.toString('base64url') };
      }),
    );
}

/** Checks that every organisation of the store has signed a block. */
export function signatureChecker(keys: readonly OrganisationKey[]): (block: OpenedBlock) => void {
  const known = keys.map(({ mspId, key }) => ({ mspId, key: createPublicKey({ key, format: 'jwk' }) }));
  return (block) => {
    for (const { mspId, key } of known) {
      const found = block.signatures.find((s) => s.mspId === mspId);
      const valid =
        found !== undefined &&
        verify(
          'sha256',
          block.headerBytes,
          { key, dsaEncoding: 'ieee-p1363' },
          Buffer.from(found.signature, 'base64url'),
        );
      if (!valid)
        throw new StoreError('damaged', `block ${block.header.number} lacks a valid signature of ${mspId}`);
    }
  };
}
