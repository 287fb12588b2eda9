import { base64url } from '../bytes.js';
import type { Defect } from '../errors.js';
import { ed25519Jwk } from '../participants/jwk.js';
import { isAcceptableKey } from '../participants/keys.js';
import type { Sha256 } from '../ports.js';
import { checkpointOrigin } from '../tlog/checkpoint.js';
import { noteTypes } from '../tlog/note.js';
import { parseVerifierKey } from '../tlog/verifier-key.js';
import type { ConsortiumState } from '../consortium/document.js';
import { publicKeysOf } from './organisations.js';

/**
 * Why verifier keys cannot be those of witnesses. A witness is an outsider: under the log's name, or with a key that an
 * organisation has, an organisation could witness itself.
 */
export function witnessDefects(
  witnesses: readonly string[],
  { ledger, organisations }: Pick<ConsortiumState, 'ledger' | 'organisations'>,
  sha256: Sha256,
): Defect[] {
  const taken = new Set<string>(organisations.flatMap(publicKeysOf));
  const names = new Set<string>();
  return witnesses.flatMap((line, index) => {
    const defect = (reason: string): Defect[] => [
      { code: 'key_unacceptable', reason, pointer: `/witnesses/${index}` },
    ];
    // Readers refuse a note and a policy that hold such a character: every checkpoint it signs would count as malformed.
    if (/[\u0000-\u001f\u007f]/.test(line)) return defect('control characters may not stand in a name');
    const key = parseVerifierKey(sha256, line);
    if (key?.type !== noteTypes.cosignature) return defect('not the verifier key of a cosigner');
    const x = base64url(key.publicKey);
    if (!isAcceptableKey(ed25519Jwk(x))) return defect('not a point of the curve that may be used as a key');
    const origin = checkpointOrigin(ledger);
    if (key.name === origin || key.name.startsWith(`${origin}/`))
      return defect('the name belongs to the consortium');
    if (taken.has(x) || names.has(key.name)) return defect('key or name is used already');
    taken.add(x);
    names.add(key.name);
    return [];
  });
}

/** A quorum that can never be reached would put a notice under every badge. */
export const quorumDefects = (quorum: number, witnesses: readonly string[]): Defect[] =>
  quorum <= witnesses.length
    ? []
    : [{ code: 'document_schema', reason: 'more than there are witnesses', pointer: '/quorum' }];
