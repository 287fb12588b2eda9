import { utf8 } from '../domain/bytes.js';
import { canonicalText } from '../domain/canonical.js';
import { Refusal } from '../domain/errors.js';
import { trustListClaim } from '../domain/trust-list/signature.js';
import { twoArguments } from './arguments.js';
import { keys } from '../domain/ledger-keys.js';
import { loadConsortium, saveText } from './state.js';
import type { Transaction } from './transaction.js';
import { loadTrustList } from './trust-list.js';

/**
 * `SignTrustList(version, jws)`: keeps an organisation's signature of a version of the trust list. Those of the version
 * before sign, with the keys they had in it, also one that leaves with this version: outsiders know no others yet. Once:
 * a second signature would say nothing new. Gives `{"org","version"}`.
 * Throws Refusal `document_schema`, `not_found` (no such version), `organisation_unknown`, `signature_invalid`, `exists`.
 */
export const signTrustList: Transaction = async (context) => {
  const { crypto, state } = context;
  const [wanted, jws] = twoArguments(context);
  if (!/^[1-9][0-9]{0,8}$/.test(wanted))
    throw new Refusal({ code: 'document_schema', reason: 'not the number of a version' });
  const version = Number(wanted);
  const entry = await loadTrustList(state, version, await loadConsortium(state));
  if (!entry) throw new Refusal({ code: 'not_found', reason: 'no such version of the trust list' });
  const signer = entry.signers.find(({ mspId }) => mspId === state.caller.mspId);
  if (!signer) {
    throw new Refusal({
      code: 'organisation_unknown',
      reason: 'caller is of no organisation that may sign this version',
    });
  }
  const claim = trustListClaim(entry.list, signer.signKey, jws);
  if (!claim || !crypto.verify('ES256', claim.jwk, claim.data, claim.signature)) {
    throw new Refusal({
      code: 'signature_invalid',
      reason: "not the signature of this version by the organisation's key in the version before",
    });
  }
  const key = keys.trustListSignature(version, signer.id);
  if (await state.get(key))
    throw new Refusal({ code: 'exists', reason: 'organisation has signed this version' });
  await saveText(state, key, jws);
  const result = canonicalText({ org: signer.id, version });
  state.emit('trust-list', utf8(result));
  return result;
};
