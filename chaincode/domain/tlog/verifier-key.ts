import { equalBytes, fromBase64, fromHex } from '../bytes.js';
import type { Sha256 } from '../ports.js';
import { noteKeyId, noteTypes, type NoteKey } from './note.js';

const form = /^([^\s+\p{Z}]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u;

/** Reads `<name>+<hex key id>+<base64 type || key>` (C2SP signed-note); undefined where its id is another key's. */
export function parseVerifierKey(sha256: Sha256, line: string): NoteKey | undefined {
  const [, name, id, value] = form.exec(line) ?? [];
  const bytes = fromBase64(value ?? '');
  const type = Object.values(noteTypes).find((known) => known === bytes?.[0]);
  if (name === undefined || bytes?.length !== 33 || type === undefined) return undefined;
  const key = { name, type, publicKey: bytes.subarray(1) };
  const idBytes = fromHex(id ?? '');
  return idBytes && equalBytes(noteKeyId(sha256, key), idBytes) ? key : undefined;
}
