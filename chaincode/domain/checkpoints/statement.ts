import { fromBase64url, utf8 } from '../bytes.js';
import { Refusal, type RefusalCode } from '../errors.js';
import type { Organisation } from '../consortium/document.js';
import { keysFor } from '../consortium/organisation-keys.js';
import type { Crypto, Sha256 } from '../ports.js';
import { clockToleranceSeconds, parseTime } from '../time.js';
import { checkpointOrigin, parseCheckpoint } from '../tlog/checkpoint.js';
import {
  formatNote,
  noteTypes,
  parseNote,
  signatureLine,
  signedBytes,
  verifyNote,
  type NoteKey,
} from '../tlog/note.js';

/** State key `seal/<n>`: a Seal, and who could agree on it. */
export interface Seal {
  readonly k: number;
  readonly n: number;
  /** Ids of the organisations at the Seal, in the consortium's order. */
  readonly organisations: readonly string[];
  /** RFC 3339. */
  readonly time: string;
}

/** An organisation's keys as log and cosigner. */
export type StatingOrganisation = Pick<Organisation, 'id' | 'logKey' | 'cosignerKey' | 'previous'>;

/** All organisations keep one log, so as logs they share its name: their key ids tell them apart. */
export function logNoteKey(ledger: string, { logKey }: Pick<StatingOrganisation, 'logKey'>): NoteKey {
  return { name: checkpointOrigin(ledger), type: noteTypes.ed25519, publicKey: bytesOf(logKey) };
}

/** As cosigner an organisation has its own name, `stl/<ledger>/<organisation>`. */
export function cosignerNoteKey(
  ledger: string,
  { id, cosignerKey }: Pick<StatingOrganisation, 'id' | 'cosignerKey'>,
): NoteKey {
  const name = `${checkpointOrigin(ledger)}/${id}`;
  return { name, type: noteTypes.cosignature, publicKey: bytesOf(cosignerKey) };
}

/** What may sign for an organisation as log and as cosigner: with the key in force or, for a while, with the one before. */
export function statementNoteKeys(
  ledger: string,
  organisation: StatingOrganisation,
): Readonly<Record<'log' | 'cosigner', readonly NoteKey[]>> {
  const { id } = organisation;
  return {
    log: keysFor(organisation, 'logKey').map((logKey) => logNoteKey(ledger, { logKey })),
    cosigner: keysFor(organisation, 'cosignerKey').map((cosignerKey) =>
      cosignerNoteKey(ledger, { id, cosignerKey }),
    ),
  };
}

/** What an organisation signs with each of its two keys to give its word for one epoch. */
export function statementBytes({
  ledger,
  organisation,
  body,
  time,
}: StatementParts): Readonly<Record<'log' | 'cosigner', Uint8Array>> {
  return {
    log: signedBytes(logNoteKey(ledger, organisation).type, body, time),
    cosigner: signedBytes(cosignerNoteKey(ledger, organisation).type, body, time),
  };
}

/** Signs with one of an organisation's two Ed25519 keys: 64 bytes. */
export type SignStatement = (key: 'log' | 'cosigner', data: Uint8Array) => Uint8Array;

/** An organisation's word for one epoch: the body with its log signature and its cosignature. `time`: its clock. */
export function composeStatement(sha256: Sha256, parts: StatementParts, sign: SignStatement): string {
  const { ledger, organisation, body, time } = parts;
  const bytes = statementBytes(parts);
  const line = (use: 'log' | 'cosigner', key: NoteKey): string =>
    signatureLine(sha256, key, sign(use, bytes[use]), time);
  return formatNote(body, [
    line('log', logNoteKey(ledger, organisation)),
    line('cosigner', cosignerNoteKey(ledger, organisation)),
  ]);
}

export interface StatementParts {
  readonly ledger: string;
  /** With the keys to sign by. */
  readonly organisation: Omit<StatingOrganisation, 'previous'>;
  readonly body: string;
  /** Seconds. */
  readonly time: number;
}

export interface StatementContext {
  readonly ledger: string;
  readonly organisation: StatingOrganisation;
  /** The Seal that the statement names (`epochOf`). */
  readonly seal: Seal;
  /** Seconds. */
  readonly txTime: number;
}

/** The epoch that a statement names, before anything else is checked. Throws Refusal `document_schema`. */
export function epochOf(noteText: string): number {
  return read(noteText).checkpoint.epoch;
}

/**
 * Checks an organisation's word against the Seal it names and gives its body. Exactly two signatures, both of the
 * organisation: a stranger's line would lend the ledger's weight to a name nobody has checked.
 * Throws Refusal `document_schema`, `audience_mismatch`, `checkpoint_mismatch`, `organisation_unknown`,
 * `signature_invalid`, `time_window`.
 */
export function checkStatement(
  crypto: Crypto,
  noteText: string,
  { ledger, organisation, seal, txTime }: StatementContext,
): string {
  const { checkpoint, note } = read(noteText);
  if (checkpoint.ledger !== ledger) throw refusal('audience_mismatch', 'checkpoint is of another ledger');
  const { asof, epoch } = checkpoint;
  if (epoch !== seal.n || asof !== parseTime(seal.time))
    throw refusal('checkpoint_mismatch', 'epoch and time are not those of the Seal');

  if (!seal.organisations.includes(organisation.id))
    throw refusal('organisation_unknown', 'the organisation was not of the consortium at the Seal');

  const keys = statementNoteKeys(ledger, organisation);
  const verified = verifyNote(crypto, note, [...keys.log, ...keys.cosigner]);
  const by = (use: 'log' | 'cosigner') => verified?.filter(({ key }) => keys[use].includes(key)) ?? [];
  const [cosigned] = by('cosigner');
  // One of each: the old and the new log key together are still one word.
  if (note.signatures.length !== 2 || by('log').length !== 1 || cosigned === undefined)
    throw refusal('signature_invalid', 'not signed by both keys of the organisation, and by them alone');

  const { time = 0 } = cosigned;
  if (time < asof - clockToleranceSeconds || time > txTime + clockToleranceSeconds)
    throw refusal('time_window', 'cosigned before the Seal, or in the future');

  return note.text;
}

function read(noteText: string) {
  const note = parseNote(utf8(noteText));
  const checkpoint = note && parseCheckpoint(note.text);
  if (note === undefined || checkpoint === undefined)
    throw refusal('document_schema', 'not a signed checkpoint');

  return { note, checkpoint };
}

const refusal = (code: RefusalCode, reason: string): Refusal => new Refusal({ code, reason });

/** The consortium's rules have checked every key. */
const bytesOf = (key: string): Uint8Array => fromBase64url(key) ?? new Uint8Array();
