import { base64url, fromBase64url } from '../../chaincode/domain/bytes.js';
import { verifyConsistency } from '../../chaincode/domain/merkle/consistency.js';
import type { Crypto } from '../../chaincode/domain/ports.js';
import {
  noteTypes,
  signatureLine,
  signedBytes,
  verifyNote,
  type NoteKey,
} from '../../chaincode/domain/tlog/note.js';
import type { KnownLog } from './known-logs.js';
import { parseAddCheckpoint, type AddCheckpoint } from './request.js';
import type { WitnessStore } from './store.js';

/** What `POST /add-checkpoint` answers (C2SP tlog-witness). `body` of 409: the size last cosigned. */
export interface Answer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly body: string;
}

export interface WitnessOptions {
  readonly crypto: Crypto;
  readonly store: WitnessStore;
  readonly logs: readonly KnownLog[];
  /** The witness's name in signature lines. */
  readonly name: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Signs as cosigner with that key: 64 bytes. */
  readonly sign: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  /** Seconds since the epoch. */
  readonly now: () => number;
}

export class Witness {
  readonly key: NoteKey;
  readonly #options: WitnessOptions;
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(options: WitnessOptions) {
    this.#options = options;
    this.key = { name: options.name, type: noteTypes.cosignature, publicKey: options.publicKey };
  }

  async addCheckpoint(body: Uint8Array): Promise<Answer> {
    const request = parseAddCheckpoint(body);
    if (!request) return { status: 400, body: 'malformed\n' };
    const log = this.#options.logs.find(({ origin }) => origin === request.origin);
    if (!log) return { status: 404, body: 'unknown log\n' };
    const verified = verifyNote(this.#options.crypto, request.note, log.keys.flat()) ?? [];
    const signed = new Set(verified.map(({ key }) => key));
    const organisations = log.keys.filter((keys) => keys.some((key) => signed.has(key)));
    // One organisation alone must not lead the witness away from the log that the others agree on.
    if (organisations.length < log.quorum)
      return { status: 403, body: 'too few signatures of the log hold\n' };
    return this.#inTurn(log.origin, async () => {
      const answer = await this.#consider(request);
      const { noteText: note, origin, root, size } = request;
      if (answer.status !== 200)
        await this.#options.store.remember(origin, { size, root: base64url(root), note });
      return answer;
    });
  }

  /** One at a time per log: two racing requests would both see the old state, and both be signed. */
  #inTurn(origin: string, task: () => Promise<Answer>): Promise<Answer> {
    const turn = (this.#queues.get(origin) ?? Promise.resolve()).then(task, task);
    this.#queues.set(origin, turn);
    return turn;
  }

  async #consider(request: AddCheckpoint): Promise<Answer> {
    const { crypto, store } = this.#options;
    const { noteText, oldSize, origin, proof, root, size } = request;
    await this.#keepIfForked(request);
    const newest = store.newest(origin);
    const knownSize = newest?.size ?? 0;
    const conflict: Answer = { status: 409, body: `${knownSize}\n` };
    if (oldSize !== knownSize) return conflict;
    const oldRoot = newest ? fromBase64url(newest.root) : crypto.sha256(new Uint8Array());
    if (!oldRoot) throw new Error('the stored root is damaged');
    // 409 by the published version 1.0.0 of tlog-witness; its next one may say 422.
    if (size === oldSize && base64url(root) !== base64url(oldRoot)) return conflict;
    const holds =
      oldSize === 0
        ? proof.length === 0
        : verifyConsistency(crypto.sha256, { oldSize, oldRoot, size, root, path: proof });
    if (!holds) return { status: 422, body: 'the consistency proof does not hold\n' };
    // Kept before it is answered, so that nothing that was signed is ever forgotten.
    await store.keep(origin, { size, root: base64url(root), note: noteText });
    return { status: 200, body: await this.#cosign(request.note.text) };
  }

  /** The log's own signatures under two roots of one size are proof against it, whoever brings them. */
  async #keepIfForked({ noteText, origin, root, size }: AddCheckpoint): Promise<void> {
    const seen = this.#options.store.at(origin, size);
    if (!seen || seen.root === base64url(root)) return;
    await this.#options.store.keepFork({ origin, size, notes: [seen.note, noteText] });
  }

  async #cosign(noteText: string): Promise<string> {
    const { crypto, now, sign } = this.#options;
    const time = now();
    const signature = await sign(signedBytes(noteTypes.cosignature, noteText, time));
    return signatureLine(crypto.sha256, this.key, signature, time);
  }
}
