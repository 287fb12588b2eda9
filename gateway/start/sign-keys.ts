import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { ConsortiumState } from '../../chaincode/domain/consortium/document.js';
import { keysFor } from '../../chaincode/domain/consortium/organisation-keys.js';
import type { PrivateJwk } from '../data-dir/key-files.js';
import type { AnswerSigner } from '../http/plugins/answer-signature.js';
import type { HeldKey, KeyRing } from './key-ring.js';

const signAside = promisify<string, Uint8Array, { key: KeyObject; dsaEncoding: 'ieee-p1363' }, Buffer>(sign);

/** ES256 on a thread of its own: signing takes longer than all else that an answer needs. */
export const es256Signer =
  (key: KeyObject) =>
  (data: Uint8Array): Promise<Uint8Array> =>
    signAside('sha256', data, { key, dsaEncoding: 'ieee-p1363' });

/** The gateway's own signature, by the key in force. */
export interface OwnSigner extends AnswerSigner {
  /** To be called after each block: looks for the file of a key that has come into force and is not here yet. */
  look(): Promise<void>;
}

/**
 * Signs what the gateway says with the organisation's key that is in force on the ledger: a new key takes over once its
 * proposal is executed. The one before signs while that still counts and the new one is not here. `first` signs before
 * anything is folded, and where neither is here.
 */
export function keyInForce(
  ring: KeyRing,
  first: PrivateJwk,
  org: string,
  consortium: () => ConsortiumState | undefined,
): OwnSigner {
  const signers = new Map<string, AnswerSigner>();
  const open = ({ key, name }: HeldKey): AnswerSigner => {
    const signer = signers.get(name) ?? { kid: name, sign: es256Signer(key) };
    signers.set(name, signer);
    return signer;
  };
  const founding = open({ name: first.kid, key: createPrivateKey({ key: first, format: 'jwk' }) });
  const kids = (): string[] => {
    const own = consortium()?.organisations.find(({ id }) => id === org);
    return own === undefined ? [] : keysFor(own, 'signKey').map(({ kid }) => kid);
  };
  const current = (): AnswerSigner => {
    const held = ring.held('sign', kids());
    return held === undefined ? founding : open(held);
  };
  return {
    get kid() {
      return current().kid;
    },
    get sign() {
      return current().sign;
    },
    async look() {
      await ring.find('sign', kids());
    },
  };
}
