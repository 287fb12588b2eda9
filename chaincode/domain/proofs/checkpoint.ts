import { base64url, equalBytes, utf8 } from '../bytes.js';
import { statementNoteKeys } from '../checkpoints/statement.js';
import type { Organisation } from '../consortium/document.js';
import { keysFor } from '../consortium/organisation-keys.js';
import type { ProofCrypto, Sha256 } from '../ports.js';
import { type Checkpoint, parseCheckpoint } from '../tlog/checkpoint.js';
import { type Note, type NoteKey, noteKeyId, noteTypes, parseNote, signatureClaim } from '../tlog/note.js';
import { parseVerifierKey } from '../tlog/verifier-key.js';
import { ProofFailure } from './failure.js';

/** Whom the reader trusts: the organisations of one ledger, k of them together, and outsiders that watch its log. */
export interface Trust {
  readonly ledger: string;
  readonly k: number;
  readonly organisations: readonly Pick<Organisation, 'id' | 'logKey' | 'cosignerKey' | 'previous'>[];
  /** Verifier keys (C2SP signed-note) of the witnesses; none where they are left out. */
  readonly witnesses?: readonly string[];
  /** How many of them the reader wants to have seen a checkpoint; 0 where it is left out. */
  readonly quorum?: number;
}

export interface AgreedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Organisations whose log signature and cosignature both hold, sorted; at least k. */
  readonly organisations: readonly string[];
  /** Names of the trusted witnesses whose cosignature holds, sorted. Whether they are enough, the reader decides. */
  readonly witnesses: readonly string[];
}

/**
 * Reads a signed checkpoint that k of the trusted organisations signed, each with both its keys or,
 * where the list still has them, the ones before. Lines of strangers are passed over; one that claims a trusted key, be it
 * an organisation's or a witness's, and does not verify makes the whole note a forgery. k must be a majority: of fewer, two
 * groups could sign two ledgers. That too few witnesses have seen it is no failure.
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
  const { k } = trust;
  const named = trust.organisations.map((organisation) => ({
    organisation,
    keys: statementNoteKeys(trust.ledger, organisation),
  }));
  const witnesses = witnessKeys(crypto.sha256, trust);
  const signers = await signersOf(crypto, note, [
    ...named.flatMap(({ keys }) => [...keys.log, ...keys.cosigner]),
    ...witnesses,
  ]);
  const organisations: string[] = [];
  const spent = new Set<string>();
  for (const { keys, organisation } of named) {
    const hasSigned = [keys.log, keys.cosigner].every((use) => use.some((key) => signers.has(key)));
    const own = [
      organisation.id,
      ...keysFor(organisation, 'logKey'),
      ...keysFor(organisation, 'cosignerKey'),
    ];
    // A key that two organisations share, or one organisation listed twice, counts once.
    if (!hasSigned || own.some((one) => spent.has(one))) continue;
    for (const one of own) spent.add(one);
    organisations.push(organisation.id);
  }
  const isMajority = Number.isSafeInteger(k) && 2 * k > named.length;
  if (!isMajority || organisations.length < k)
    throw new ProofFailure('too_few_organisations', `${organisations.length} of ${k} organisations signed`);
  return { checkpoint, organisations: organisations.sort(), witnesses: seenBy(witnesses, signers, trust) };
}

/** The cosigner keys of a trust list's witnesses; a line that is none is passed over. */
export const witnessKeys = (sha256: Sha256, { witnesses = [] }: Pick<Trust, 'witnesses'>): NoteKey[] =>
  witnesses.flatMap((line) => {
    const key = parseVerifierKey(sha256, line);
    return key?.type === noteTypes.cosignature ? [key] : [];
  });

/** One key counts once, whatever its names are; an organisation's is no outsider's. */
function seenBy(
  witnesses: readonly NoteKey[],
  signers: ReadonlySet<NoteKey>,
  { organisations }: Pick<Trust, 'organisations'>,
): string[] {
  const spent = new Set(
    organisations.flatMap((one) => [...keysFor(one, 'logKey'), ...keysFor(one, 'cosignerKey')]),
  );
  const names: string[] = [];
  for (const key of witnesses) {
    const x = base64url(key.publicKey);
    if (!signers.has(key) || spent.has(x)) continue;
    spent.add(x);
    names.push(key.name);
  }
  return names.sort();
}

/** The known keys that signed. Throws ProofFailure `signature_invalid` for a line that claims one and does not hold. */
async function signersOf(
  crypto: ProofCrypto,
  { signatures, text }: Note,
  known: readonly NoteKey[],
): Promise<ReadonlySet<NoteKey>> {
  const identified = known.map((key) => ({ key, id: noteKeyId(crypto.sha256, key) }));
  const signers = new Set<NoteKey>();
  const judged = signatures.map(async ({ keyId, name, signature }) => {
    const claimed = identified.filter(({ id, key }) => key.name === name && equalBytes(keyId, id));
    // All logs share one name, and four bytes of a hash are soon found again: whoever makes a key with another's id must
    // not spoil the word of both.
    const holds = await Promise.all(
      claimed.map(async ({ key }) => {
        const claim = signatureClaim(text, key, signature);
        if (!claim || !(await crypto.verify('Ed25519', claim.jwk, claim.data, claim.signature))) return false;
        signers.add(key);
        return true;
      }),
    );
    return claimed.length > 0 && !holds.includes(true) ? name : undefined;
  });
  // The first in the note, whichever is judged first.
  const forged = (await Promise.all(judged)).find((name) => name !== undefined);
  if (forged !== undefined)
    throw new ProofFailure('signature_invalid', `a signature of ${forged} does not hold`);
  return signers;
}
