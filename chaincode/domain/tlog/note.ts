import { base64, base64url, concat, equalBytes, fromBase64, hex, text, utf8 } from '../bytes.js';
import { ed25519Jwk } from '../participants/jwk.js';
import { assertSignatureForm } from '../participants/signature-form.js';
import type { Crypto, PublicJwk, Sha256 } from '../ports.js';

/** Signature types of C2SP signed-note: 0x01 Ed25519 over the text, 0x04 cosignature/v1 with a time. */
export const noteTypes = { ed25519: 0x01, cosignature: 0x04 } as const;
export type NoteType = (typeof noteTypes)[keyof typeof noteTypes];

/** Whether a signature of a type states when it was made. */
const isTimed: Readonly<Record<NoteType, boolean>> = {
  [noteTypes.ed25519]: false,
  [noteTypes.cosignature]: true,
};

/** Who may sign: a name without spaces or plus signs, and an Ed25519 key (32 bytes). */
export interface NoteKey {
  readonly name: string;
  readonly type: NoteType;
  readonly publicKey: Uint8Array;
}

/** A signature line as it stands: of a key we know or of somebody else's. */
export interface NoteSignature {
  readonly name: string;
  /** First four bytes of SHA-256(name || 0x0A || type || public key). */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Note {
  /** All lines before the empty one, the last line feed included. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A signature that holds. `time`: seconds since the epoch, for cosignatures. */
export interface VerifiedSignature {
  readonly key: NoteKey;
  readonly time?: number;
}

const mark = '\u2014 ';
const namePattern = /^[^\s+\p{Z}]+$/u;
const signaturesMax = 100;

/** The four bytes that tell keys of one name apart (signed-note, "Signatures"). */
export function noteKeyId(sha256: Sha256, { name, type, publicKey }: NoteKey): Uint8Array {
  return sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, 4);
}

/** `<name>+<hex key id>+<base64 type || key>`, as other tools read it. */
export function verifierKey(sha256: Sha256, key: NoteKey): string {
  const id = hex(noteKeyId(sha256, key));
  return `${key.name}+${id}+${base64(concat(Uint8Array.of(key.type), key.publicKey))}`;
}

/** The bytes that a log key signs: the note's text. A cosigner also states when (tlog-cosignature). */
export function signedBytes(type: NoteType, noteText: string, time: number): Uint8Array {
  return utf8(isTimed[type] ? `cosignature/v1\ntime ${time}\n${noteText}` : noteText);
}

/** A signature line. `signature`: 64 bytes over `signedBytes`; `time` goes before it in a cosignature. */
export function signatureLine(sha256: Sha256, key: NoteKey, signature: Uint8Array, time: number): string {
  const value = isTimed[key.type] ? concat(bigEndian64(time), signature) : signature;
  return `${mark}${key.name} ${base64(concat(noteKeyId(sha256, key), value))}\n`;
}

export function formatNote(noteText: string, signatureLines: readonly string[]): string {
  return `${noteText}\n${signatureLines.join('')}`;
}

/** Signature lines of a signed note, as they stand, each with its line feed. */
export function noteLines(note: string): string[] {
  const split = note.lastIndexOf('\n\n');
  return note.slice(split + 2).split(/(?<=\n)/);
}

/** Reads a signed note strictly; undefined where the bytes are none. Signatures of unknown keys are kept. */
export function parseNote(bytes: Uint8Array): Note | undefined {
  const whole = wellFormed(bytes);
  if (whole === undefined) return undefined;
  const split = whole.lastIndexOf('\n\n');
  if (split < 0 || !whole.endsWith('\n')) return undefined;
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > signaturesMax) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [name, value, ...rest] = line.startsWith(mark) ? line.slice(mark.length).split(' ') : [];
    const bytesOfLine = value === undefined ? undefined : fromBase64(value);
    if (name === undefined || !namePattern.test(name) || rest.length > 0) return undefined;
    if (bytesOfLine === undefined || bytesOfLine.length < 5) return undefined;
    signatures.push({ name, keyId: bytesOfLine.subarray(0, 4), signature: bytesOfLine.subarray(4) });
  }
  return { text: whole.slice(0, split + 1), signatures };
}

/**
 * The known keys whose signature holds, each once. Undefined where a line claims a known key and does not verify:
 * such a note is forged, not merely unsigned (signed-note, "Verification").
 */
export function verifyNote(
  crypto: Crypto,
  note: Note,
  keys: readonly NoteKey[],
): VerifiedSignature[] | undefined {
  const verified = new Map<NoteKey, VerifiedSignature>();
  for (const line of note.signatures) {
    const key = keys.find(
      (known) => known.name === line.name && equalBytes(noteKeyId(crypto.sha256, known), line.keyId),
    );
    if (key === undefined) continue;
    const holds = verifySignature(crypto, note.text, key, line.signature);
    if (holds === undefined) return undefined;
    // One key counts once, however many lines it fills.
    if (!verified.has(key)) verified.set(key, holds);
  }
  return [...verified.values()];
}

/** One signature value (with the time before it in a cosignature) over a note's text; undefined if it does not hold. */
export function verifySignature(
  { verify }: Crypto,
  noteText: string,
  key: NoteKey,
  value: Uint8Array,
): VerifiedSignature | undefined {
  const claim = signatureClaim(noteText, key, value);
  if (claim === undefined || !verify('Ed25519', claim.jwk, claim.data, claim.signature)) return undefined;
  return claim.verified;
}

/** What a signature value claims: that `signature` (Ed25519, in its one accepted form) over `data` verifies by `jwk`. */
export interface SignatureClaim {
  readonly jwk: PublicJwk;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
  /** What is known once it verifies. */
  readonly verified: VerifiedSignature;
}

/** Undefined where the value has not the form that its key's type asks for. */
export function signatureClaim(
  noteText: string,
  key: NoteKey,
  value: Uint8Array,
): SignatureClaim | undefined {
  const jwk = ed25519Jwk(base64url(key.publicKey));
  const timed = isTimed[key.type];
  const time = timed ? readBigEndian64(value.subarray(0, 8)) : 0;
  const signature = timed ? value.subarray(8) : value;
  if (time === undefined || !hasForm(jwk, signature)) return undefined;
  const verified = timed ? { key, time } : { key };
  return { jwk, data: signedBytes(key.type, noteText, time), signature, verified };
}

function hasForm(key: PublicJwk, signature: Uint8Array): boolean {
  try {
    assertSignatureForm('Ed25519', key, signature);
    return true;
  } catch {
    return false;
  }
}

/** UTF-8 without control characters other than line feeds. */
function wellFormed(bytes: Uint8Array): string | undefined {
  try {
    const whole = text(bytes);

    return /[\u0000-\u0009\u000b-\u001f]/.test(whole) ? undefined : whole;
  } catch {
    return undefined;
  }
}

function bigEndian64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

function readBigEndian64(bytes: Uint8Array): number | undefined {
  if (bytes.length !== 8) return undefined;
  const value = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
}
