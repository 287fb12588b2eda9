import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Organisation } from '../../chaincode/domain/consortium/document.js';
import {
  findPublicKeyFile,
  organisationKeyFile,
  publicKeyFile,
  writeKeyFile,
} from '../data-dir/key-files.js';
import { generateKey, publicJwk, type NamedPublicJwk } from '../sdk/client/index.js';
import { FoundingFailure } from './founding-failure.js';

/** What an organisation says of itself, but for its keys. */
export type Self = Pick<Organisation, 'id' | 'mspId' | 'name' | 'roles' | 'url'>;

export interface KeyPlaces {
  /** The gateway's keys: `<keyDir>/<organisation>/sign.jwk.json` and the like; where only public parts are, those suffice. */
  readonly keyDir: string;
  /** The administrator's key, or its public part, which lies elsewhere than the gateway's. */
  readonly adminKey: string;
}

export interface Part {
  readonly organisation: Organisation;
  /** Private keys that were made, by path. */
  readonly made: readonly string[];
}

/**
 * An organisation's own part of a consortium document. Keys that are missing are made where they belong, with their public
 * parts beside them. Throws KeyFileError, FoundingFailure `key_mismatch`.
 */
export async function draftPart(self: Self, { adminKey, keyDir }: KeyPlaces): Promise<Part> {
  const made: string[] = [];
  const publicOf = async (path: string, alg: 'ES256' | 'Ed25519'): Promise<NamedPublicJwk> => {
    const known = await findPublicKeyFile(path);
    if (known === undefined) made.push(path);
    const key = known ?? (await makeKey(path, alg));
    if (key.alg === alg) return key;
    throw new FoundingFailure('key_mismatch', `${path} is an ${key.alg} key; it must be ${alg}`);
  };
  const own = (use: 'sign' | 'log' | 'cosigner'): string => organisationKeyFile(keyDir, self.id, use);
  const organisation: Organisation = {
    ...self,
    signKey: p256(await publicOf(own('sign'), 'ES256')),
    logKey: (await publicOf(own('log'), 'Ed25519')).x,
    cosignerKey: (await publicOf(own('cosigner'), 'Ed25519')).x,
    adminKey: p256(await publicOf(adminKey, 'ES256')),
  };
  return { organisation, made };
}

async function makeKey(path: string, alg: 'ES256' | 'Ed25519'): Promise<NamedPublicJwk> {
  const key = await generateKey(alg);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeKeyFile(path, key);
  await writeKeyFile(publicKeyFile(path), publicJwk(key));
  return publicJwk(key);
}

function p256(key: NamedPublicJwk): Organisation['signKey'] {
  if (key.kty !== 'EC') throw new TypeError('an ES256 key is on P-256');
  return { kid: key.kid, x: key.x, y: key.y };
}
