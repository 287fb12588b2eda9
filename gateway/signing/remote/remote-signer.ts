import { createConnection, type Socket } from 'node:net';
import { base64url, fromBase64url } from '../../../chaincode/domain/bytes.js';
import { consortiumName } from '../../data-dir/key-names.js';
import { SetupError } from '../../data-dir/setup-error.js';
import { keyId, type NamedPublicJwk } from '../../sdk/platform/keys.js';
import { SigningError, type Signer, type SigningKey } from '../port.js';
import { onLines } from './lines.js';
import { parseAnswer, type SignerAnswer, type SignerRequest } from './protocol.js';

const answerMs = 5_000;
/** Requests that may wait for their answers; a signer that is asked for more cannot keep up. */
const waitingMax = 1_000;

interface Waiting {
  readonly resolve: (answer: SignerAnswer) => void;
  readonly reject: (error: SigningError) => void;
}

/** One connection, and who waits for the answers on it, in order. */
class Connection {
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];
  /** Set once nothing more can be asked on it. */
  isOver = false;

  constructor(path: string) {
    this.#socket = createConnection({ path });
    onLines(this.#socket, (line) => {
      const answer = parseAnswer(line);
      // What came out of step, or is no answer, would be taken for the answer to another question.
      if (answer === undefined || this.#waiting.length === 0)
        this.#end(`the signer at ${path} answers what is no answer`);
      else this.#waiting.shift()?.resolve(answer);
    });
    this.#socket.on('error', ({ code }: NodeJS.ErrnoException) =>
      this.#end(`the signer at ${path} cannot be reached (${code ?? 'cut off'})`),
    );
    this.#socket.on('close', () => this.#end(`the signer at ${path} has closed the connection`));
  }

  ask(request: SignerRequest, late: string): Promise<SignerAnswer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#end(late), answerMs);
      const done = (settle: () => void): void => {
        clearTimeout(timer);
        settle();
      };
      this.#waiting.push({
        resolve: (answer) => done(() => resolve(answer)),
        reject: (error) => done(() => reject(error)),
      });
      this.#socket.write(`${JSON.stringify(request)}\n`);
    });
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  close(): void {
    this.#end('the signer is no longer asked: the gateway stops');
  }

  /** Whoever waits is told. One late answer ends it for all: the answers after it would come late, too. */
  #end(reason: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#socket.destroy();
    for (const { reject } of this.#waiting.splice(0)) reject(new SigningError('unavailable', reason));
  }
}

/** Keys that another process holds, which listens on a Unix socket. It is connected to when it is first asked, and again after. */
export function remoteSigner(path: string): Signer {
  let connection: Connection | undefined;
  const place = `the signer at ${path}`;

  const ask = async (request: SignerRequest): Promise<SignerAnswer> => {
    if (connection === undefined || connection.isOver) connection = new Connection(path);
    if (connection.waiting >= waitingMax) throw new SigningError('unavailable', `${place} cannot keep up`);
    const answer = await connection.ask(request, `${place} has not answered within ${answerMs / 1_000} s`);
    if (!('error' in answer)) return answer;
    const { code, message } = answer.error;
    throw new SigningError(
      code === 'request_malformed' ? 'refused' : code,
      `${place} says: ${message.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ')}`,
    );
  };

  const sign = async (use: SigningKey['use'], key: string, data: Uint8Array): Promise<Uint8Array> => {
    const answer = await ask({ v: 1, op: 'sign', use, key, data: base64url(data) });
    const signature = 'signature' in answer ? fromBase64url(answer.signature) : undefined;
    if (signature !== undefined) return signature;
    throw new SigningError('refused', `${place} gives no signature of 64 bytes`);
  };

  return {
    place,
    async keys() {
      const answer = await ask({ v: 1, op: 'list' });
      if (!('keys' in answer)) throw new SigningError('refused', `${place} does not list its keys`);
      return answer.keys.map(({ use, key, publicKey: jwk }): SigningKey => {
        const publicKey: NamedPublicJwk = {
          ...jwk,
          alg: jwk.kty === 'EC' ? 'ES256' : 'Ed25519',
          kid: keyId(jwk),
        };
        if (consortiumName(use, publicKey) !== key)
          throw new SetupError(`${place} gives its ${use} key a name that is not that key's.`);
        return { use, name: key, publicKey, sign: (data) => sign(use, key, data) };
      });
    },
    close() {
      connection?.close();
      return Promise.resolve();
    },
  };
}
