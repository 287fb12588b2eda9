import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { ConsortiumState } from '../../chaincode/domain/consortium/document.js';
import type { PrivateJwk } from '../data-dir/key-files.js';
import type { AnswerSigner } from '../http/plugins/answer-signature.js';

const signAside = promisify<string, Uint8Array, { key: KeyObject; dsaEncoding: 'ieee-p1363' }, Buffer>(sign);

/** ES256 on a thread of its own: signing takes longer than all else that an answer needs. */
export const es256Signer =
  (key: KeyObject) =>
  (data: Uint8Array): Promise<Uint8Array> =>
    signAside('sha256', data, { key, dsaEncoding: 'ieee-p1363' });

/**
 * Signs answers with the organisation's key that is in force on the ledger: a new key takes over once its proposal is
 * executed. `first` signs before anything is folded, and where the key in force is not here.
 */
export function keyInForce(
  files: readonly PrivateJwk[],
  first: PrivateJwk,
  org: string,
  consortium: () => ConsortiumState | undefined,
): AnswerSigner {
  const signers = new Map(
    [...files, first].map((file) => [
      file.kid,
      { kid: file.kid, sign: es256Signer(createPrivateKey({ key: file, format: 'jwk' })) },
    ]),
  );
  const current = (): AnswerSigner => {
    const kid = consortium()?.organisations.find(({ id }) => id === org)?.signKey.kid;
    return (signers.get(kid ?? '') ?? signers.get(first.kid)) as AnswerSigner;
  };
  return {
    get kid() {
      return current().kid;
    },
    get sign() {
      return current().sign;
    },
  };
}
