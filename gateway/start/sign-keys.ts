import type { ConsortiumState } from '../../chaincode/domain/consortium/document.js';
import { keysFor } from '../../chaincode/domain/consortium/organisation-keys.js';
import type { AnswerSigner } from '../http/plugins/answer-signature.js';
import { ServiceError } from '../services/common/service-error.js';
import type { KeyRing } from '../signing/key-ring.js';
import { SigningError, type SigningKey } from '../signing/port.js';

/** The gateway's own signature, by the key in force. */
export interface OwnSigner extends AnswerSigner {
  /** To be called after each block: looks for a key that has come into force and is not known here yet. */
  look(): Promise<void>;
}

/** Seconds after which a signer may answer again. */
const retryAfter = 5;

/** A gateway that cannot sign says nothing in its organisation's name. */
const cannotSign = (reason: string, cause?: unknown): ServiceError =>
  new ServiceError('signer_unavailable', `The organisation's signer does not sign: ${reason}.`, {
    retryAfter,
    cause,
  });

/**
 * Signs what the gateway says with the organisation's key that is in force on the ledger: a new key takes over once its
 * proposal is executed. The one before signs while that still counts and the new one is not here. `first`, the id of the key at
 * the founding where there was one, signs before anything is folded, and where neither is here.
 */
export function keyInForce(
  ring: KeyRing,
  first: string | undefined,
  org: string,
  consortium: () => ConsortiumState | undefined,
): OwnSigner {
  const kids = (): string[] => {
    const own = consortium()?.organisations.find(({ id }) => id === org);
    return own === undefined ? [] : keysFor(own, 'signKey').map(({ kid }) => kid);
  };
  const current = (): SigningKey => {
    const names = first === undefined ? kids() : [...kids(), first];
    const key = ring.held('sign', names) ?? ring.any('sign');
    if (key === undefined) throw cannotSign(ring.health.ok ? 'it has no sign key' : ring.health.detail);
    return key;
  };
  return {
    get kid() {
      return current().name;
    },
    async sign(data) {
      try {
        return await current().sign(data);
      } catch (error) {
        if (error instanceof SigningError) throw cannotSign(error.message, error);
        throw error;
      }
    },
    async look() {
      await ring.find('sign', kids());
    },
  };
}
