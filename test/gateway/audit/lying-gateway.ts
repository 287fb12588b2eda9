import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { readKeyFile } from '../../../gateway/data-dir/key-files.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { importSigner } from '../../../gateway/sdk/client/index.js';
import { contentDigest } from '../../../gateway/sdk/http-signatures/content-digest.js';
import { signAnswer } from '../../../gateway/sdk/http-signatures/profile.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { clock, type World } from '../harness.js';

/** Headers of one connection, which a proxy does not hand on. */
const hop = new Set([
  'host',
  'connection',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'keep-alive',
]);

export type Lie = (path: string, body: Buffer) => Buffer;
const honest: Lie = (_path, body) => body;

/** What an auditor sees of an organisation that lies: any answer may be another, and is signed with the organisation's key. */
export class LyingGateway {
  lie: Lie = honest;
  /** Paths that it answers with 404. */
  denied: readonly string[] = [];
  /** Paths that were asked for. */
  asked: string[] = [];
  #gateway: Gateway | undefined;
  readonly url: string;
  readonly #server: Server;

  private constructor(
    server: Server,
    readonly world: World,
  ) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => void this.#forward(request, response));
  }

  static async start(world: World): Promise<LyingGateway> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const made = new LyingGateway(server, world);
    await made.show();
    return made;
  }

  get gateway(): Gateway {
    return this.#gateway as Gateway;
  }

  honest(): void {
    [this.lie, this.denied, this.asked] = [honest, [], []];
  }

  /** Shows the ledger of a data directory from now on, in place of the one before. */
  async show(directory = this.world.dir): Promise<void> {
    await this.#gateway?.close();
    this.#gateway = await this.world.start({ STL_PUBLIC_URL: this.url, STL_DATA_DIR: directory });
  }

  /** Stops the gateway behind it: its directory may be copied. */
  async stop(): Promise<void> {
    await this.#gateway?.close();
    this.#gateway = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    this.#server.close();
  }

  async #forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { port } = this.gateway.app.server.address() as AddressInfo;
    const { method = 'GET', url: path = '' } = request;
    this.asked.push(path);
    const headers = Object.entries(request.headers).filter(([name]) => !hop.has(name)) as [string, string][];
    const body = Buffer.concat(await request.toArray());
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...{ method, headers },
      ...(method === 'GET' ? {} : { body }),
    });
    const own = Buffer.from(await answer.arrayBuffer());
    const told = this.lie(path, own);
    const answered = new Headers(answer.headers);
    if (!told.equals(own) && answered.has('signature'))
      await this.#sign(answered, answer.status, { method, path, body: told });
    answered.forEach((value, name) => {
      if (!hop.has(name)) response.setHeader(name, value);
    });
    response.writeHead(this.denied.includes(path) ? 404 : answer.status).end(told);
  }

  async #sign(
    headers: Headers,
    status: number,
    { body, method, path }: { body: Buffer; method: string; path: string },
  ): Promise<void> {
    const jwk = await readKeyFile(new DataDir(this.world.dir).organisationKey('platform', 'sign'));
    const signer = await importSigner(jwk);
    headers.set('content-digest', await contentDigest(body, nodeCrypto.sha256));
    const request = { method, targetUri: `${this.url}${path}`, header: () => undefined };
    const signable = { status, request, header: (name: string) => headers.get(name) ?? undefined };
    const fields = await signAnswer(signable, {
      ...{ keyid: signer.kid, created: clock() },
      sign: (data) => signer.sign(data),
    });
    headers.set('signature-input', fields.signatureInput);
    headers.set('signature', fields.signature);
  }
}
