import {
  noteTypes,
  parseNote,
  signatureLine,
  signedBytes,
  verifierKey,
  type NoteKey,
} from '../../chaincode/domain/tlog/note.js';
import { utf8 } from '../../chaincode/domain/bytes.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { newSigner, signBytes, type Signer } from './consortium.js';

const { sha256 } = nodeCrypto;

/** An outsider that cosigns whatever it is shown. */
export interface TestWitness {
  readonly key: NoteKey;
  readonly signer: Signer;
  /** Verifier key. */
  readonly vkey: string;
  /** The note with its line below. */
  readonly see: (note: string) => string;
}

export function newWitness(name: string, signer = newSigner('Ed25519')): TestWitness {
  const key = { name, type: noteTypes.cosignature, publicKey: Buffer.from(signer.jwk.x, 'base64url') };
  const see = (note: string): string => {
    const body = parseNote(utf8(note))?.text ?? '';
    const time = 1_790_000_000;
    return note + signatureLine(sha256, key, signBytes(signer, signedBytes(key.type, body, time)), time);
  };
  return { key, signer, vkey: verifierKey(sha256, key), see };
}
