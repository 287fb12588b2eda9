import { equalBytes, utf8 } from '../bytes.js';
import { cosignerNoteKey, logNoteKey } from '../checkpoints/statement.js';
import type { Organisation } from '../governance/types.js';
import type { PublicJwk, Sha256, SignatureAlgorithm } from '../ports.js';
import { type Checkpoint, parseCheckpoint } from '../tlog/checkpoint.js';
import { type Note, type NoteKey, noteKeyId, parseNote, signatureClaim } from '../tlog/note.js';
import { ProofFailure } from './failure.js';

/** As `Crypto`, but signatures may be checked aside: browsers have no other way. */
export interface ProofCrypto {
  readonly sha256: Sha256;
  readonly verify: (
    alg: SignatureAlgorithm,
    key: PublicJwk,
    data: Uint8Array,
    signature: Uint8Array,
  ) => boolean | Promise<boolean>;
}

/** Whom the reader trusts: the organisations of one ledger, k of them together. */
export interface Trust {
  readonly ledger: string;
  readonly k: number;
  readonly organisations: readonly Pick<Organisation, 'id' | 'logKey' | 'cosignerKey'>[];
}

export interface AgreedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Organisations whose log signature and cosignature both hold, sorted; at least k. */
  readonly organisations: readonly string[];
}

/**
 * Reads a signed checkpoint that k of the trusted organisations signed, each with both its keys. Lines of strangers are
 * passed over; one that claims a trusted key and does not verify makes the whole note a forgery.
 * Throws ProofFailure `proof_malformed`, `ledger_unknown`, `signature_invalid`, `too_few_organisations`.
 */
export async function verifyCheckpoint(
  crypto: ProofCrypto,
  signed: string,
  trust: Trust,
): Promise<AgreedCheckpoint> {
  const note = parseNote(utf8(signed));
  const checkpoint = note && parseCheckpoint(note.text);
  if (!note || !checkpoint) throw new ProofFailure('proof_malformed', 'not a signed checkpoint');
  if (checkpoint.ledger !== trust.ledger)
    throw new ProofFailure('ledger_unknown', 'checkpoint is of another ledger');
  const organisations: string[] = [];
  for (const organisation of trust.organisations) {
    const keys = [logNoteKey(trust.ledger, organisation), cosignerNoteKey(trust.ledger, organisation)];
    const signs = await Promise.all(keys.map((key) => isSignedBy(crypto, note, key)));
    // A key that two organisations share, or one organisation listed twice, counts once.
    if (signs.every((one) => one) && !organisations.includes(organisation.id))
      organisations.push(organisation.id);
  }
  if (organisations.length < trust.k)
    throw new ProofFailure(
      'too_few_organisations',
      `${organisations.length} of ${trust.k} organisations signed`,
    );
  return { checkpoint, organisations: organisations.sort() };
}

async function isSignedBy(crypto: ProofCrypto, { signatures, text }: Note, key: NoteKey): Promise<boolean> {
  const id = noteKeyId(crypto.sha256, key);
  const lines = signatures.filter(({ name, keyId }) => name === key.name && equalBytes(keyId, id));
  for (const { signature } of lines) {
    const claim = signatureClaim(text, key, signature);
    if (!claim || !(await crypto.verify('Ed25519', claim.jwk, claim.data, claim.signature)))
      throw new ProofFailure('signature_invalid', `a signature of ${key.name} does not hold`);
  }
  return lines.length > 0;
}
