import { chmod, lstat, unlink } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { base64url, fromBase64url } from '../../../chaincode/domain/bytes.js';
import type { OrganisationKeyUse } from '../../data-dir/key-files.js';
import { SetupError } from '../../data-dir/setup-error.js';
import { SigningError, type Signer, type SigningKey } from '../port.js';
import { onLines } from './lines.js';
import { parseRequest, type SignerAnswer, type SignerErrorCode } from './protocol.js';

export interface SignerServerOptions {
  /** Path of the Unix socket. */
  readonly socket: string;
  /** Whether the group of this process may ask, too, and not only its user. */
  readonly group: boolean;
  /** Keys for anything else are neither shown nor used. */
  readonly uses: readonly OrganisationKeyUse[];
  /** Told of each request that was not done, and why. */
  readonly report: (trouble: { readonly code: SignerErrorCode; readonly reason: string }) => void;
}

/** A gateway keeps one connection; what asks for more is not one. */
const connectionsMax = 64;
/** Requests of one connection whose answers have not left yet: who never reads them must not fill the memory. */
const openRequestsMax = 1_000;

export interface SignerServer {
  close(): Promise<void>;
}

/**
 * Signs for whoever may open the socket, and gives no private key away. Rejects with SetupError where another process listens
 * there already.
 */
export async function serveSigner(
  signer: Signer,
  { socket: path, group, uses, report }: SignerServerOptions,
): Promise<SignerServer> {
  let known: readonly SigningKey[] = [];
  const look = async (): Promise<readonly SigningKey[]> => {
    known = (await signer.keys()).filter(({ use }) => uses.includes(use));
    return known;
  };
  const find = (use: string, name: string): SigningKey | undefined =>
    known.find((one) => one.use === use && one.name === name);

  const answerTo = async (line: string): Promise<SignerAnswer> => {
    const request = parseRequest(line);
    if (request === undefined) return failure('request_malformed', 'this is no request of version 1');
    if (request.op === 'list')
      return { keys: (await look()).map(({ use, name, publicKey }) => ({ use, key: name, publicKey })) };
    const data = fromBase64url(request.data);
    if (data === undefined) return failure('request_malformed', 'data is not base64url');
    let key = find(request.use, request.key);
    if (key === undefined) {
      await look();
      key = find(request.use, request.key);
    }
    if (key === undefined) return failure('key_unknown', `there is no ${request.use} key ${request.key}`);
    return { signature: base64url(await key.sign(data)) };
  };
  const answered = async (line: string): Promise<SignerAnswer> => {
    try {
      return await answerTo(line);
    } catch (error) {
      if (error instanceof SigningError) return failure(error.code, error.message);
      // A key that is not what its name says: its operator reads this in the gateway's log, too.
      if (error instanceof SetupError) return failure('refused', error.message);
      return failure('unavailable', 'the signer failed');
    }
  };

  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
    let turn: Promise<unknown> = Promise.resolve();
    let openRequests = 0;
    onLines(socket, (line) => {
      if (socket.destroyed) return;
      if (openRequests === openRequestsMax) {
        report({ code: 'unavailable', reason: 'a connection asks faster than it reads, and was cut off' });
        socket.destroy();
        return;
      }
      openRequests += 1;
      const answer = answered(line);
      // Signed beside one another, told in the order of asking.
      turn = turn.then(async () => {
        const said = await answer;
        if ('error' in said) report({ code: said.error.code, reason: said.error.message });
        if (socket.writable) socket.write(`${JSON.stringify(said)}\n`, () => (openRequests -= 1));
      });
    });
  });
  server.maxConnections = connectionsMax;
  await listen(server, path, group);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

const failure = (code: SignerErrorCode, message: string): SignerAnswer => ({ error: { code, message } });

type Server = ReturnType<typeof createServer>;

const listenOnce = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });

async function listen(server: Server, path: string, group: boolean): Promise<void> {
  const mode = group ? 0o660 : 0o600;
  // From its first moment on: whoever connects before a later chmod stays connected.
  const before = process.umask(0o777 & ~mode);
  try {
    await listenOnce(server, path).catch(async (cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
      if (!(await lstat(path)).isSocket()) throw new SetupError(`${path} is there, and is no socket.`);
      if (await isListened(path)) throw new SetupError(`Another signer listens at ${path} already.`);
      // What a signer that was killed has left behind.
      await unlink(path);
      await listenOnce(server, path);
    });
    await chmod(path, mode);
  } catch (cause) {
    if (cause instanceof SetupError) throw cause;
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw new SetupError(`The socket ${path} cannot be made (${code}): is its directory there, and yours?`, {
      cause,
    });
  } finally {
    process.umask(before);
  }
}

const isListened = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createConnection({ path });
    probe.on('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'ECONNREFUSED'));
  });
