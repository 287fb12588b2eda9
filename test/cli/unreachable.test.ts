import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requireProgram } from '../support/required.js';
import { freePort, stl } from '../support/stl.js';

/** A certificate authority and what it signs, as an operator makes them. */
class Authority {
  readonly #dir: string;
  readonly #openssl: string;

  constructor(dir: string, openssl: string) {
    this.#dir = dir;
    this.#openssl = openssl;
  }

  path(name: string): string {
    return join(this.#dir, `${name}.pem`);
  }

  async #run(...args: string[]): Promise<void> {
    await promisify(execFile)(this.#openssl, args, { cwd: this.#dir });
  }

  async #key(name: string): Promise<void> {
    await this.#run('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}-key.pem`);
  }

  async selfSigned(name: string): Promise<void> {
    await this.#key(name);
    const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost'];
    await this.#run('req', '-x509', '-new', '-key', `${name}-key.pem`, '-out', `${name}.pem`, ...subject);
  }

  async signed(name: string, host: string, days: number): Promise<void> {
    await this.#key(name);
    await writeFile(join(this.#dir, `${name}.ext`), `subjectAltName=DNS:${host}\n`);
    await this.#run('req', '-new', '-key', `${name}-key.pem`, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial', '-extfile', `${name}.ext`];
    await this.#run(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      ...by,
      '-days',
      String(days),
      '-out',
      `${name}.pem`,
    );
  }

  async tls(name: string): Promise<{ readonly key: string; readonly cert: string }> {
    const [cert, key] = await Promise.all(
      [this.path(name), this.path(`${name}-key`)].map((path) => readFile(path, 'utf8')),
    );
    return { cert: cert ?? '', key: key ?? '' };
  }
}

describe('stl, where no gateway answers', function () {
  let dir: string;
  let authority: Authority;
  const servers: Server[] = [];
  before(async function () {
    dir = await mkdtemp(join(tmpdir(), 'stl-unreachable-'));
    authority = new Authority(dir, requireProgram(this, 'openssl'));
    await authority.selfSigned('ca');
    await authority.signed('good', 'localhost', 30);
    await authority.signed('elsewhere', 'ledger.example', 30);
    await authority.signed('ended', 'localhost', -1);
  });
  after(async () => {
    for (const server of servers) server.close();
    await rm(dir, { recursive: true });
  });

  async function listening(server: Server): Promise<number> {
    servers.push(server);
    server.listen(0, 'localhost');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** What a person reads, and the code that programs read. */
  async function told(url: string): Promise<{ readonly code: string; readonly text: string }> {
    const env = { NODE_EXTRA_CA_CERTS: authority.path('ca') };
    const { code, stderr } = await stl(['trust', join(dir, 'trust.json'), '--json', '--url', url], { env });
    expect(code).to.equal(1);
    const lines = stderr.trim().split('\n');
    const { error } = JSON.parse(lines.at(-1) ?? '') as {
      error: { code: string; message: string; details: readonly string[] };
    };
    return { code: error.code, text: [error.message, ...error.details].join('\n') };
  }

  for (const [what, name, words] of [
    ['is signed by nobody that is trusted', 'own', /signed by itself/],
    ['is for another name', 'elsewhere', /for another name/],
    ['has expired', 'ended', /has expired/],
  ] as const) {
    it(`says that the certificate ${what}, and does not try again`, async () => {
      if (name === 'own') await authority.selfSigned('own');
      let connections = 0;
      const server = createHttpsServer(await authority.tls(name));
      server.on('connection', () => (connections += 1));
      const { code, text } = await told(`https://localhost:${await listening(server)}`);
      expect(code).to.equal('certificate_untrusted');
      expect(text).to.match(words).and.include('NODE_EXTRA_CA_CERTS');
      expect(connections).to.equal(1);
    });
  }

  it('asks a gateway whose certificate is in order', async () => {
    const server = createHttpsServer(await authority.tls('good'), (_request, response) => response.end('{}'));
    const { code } = await told(`https://localhost:${await listening(server)}`);
    // It is no gateway, but it was asked.
    expect(code).to.not.be.oneOf(['certificate_untrusted', 'unreachable']);
  });

  it('tells http from https', async () => {
    const port = await listening(createHttpServer((_request, response) => response.end()));
    const { code, text } = await told(`https://localhost:${port}`);
    expect(code).to.equal('unreachable');
    expect(text).to.match(/speaks no TLS.*http and not https/);
  });

  it('tells a name that nobody knows from a port where nothing listens', async () => {
    const unknown = await told('http://gateway.invalid');
    expect(unknown.code).to.equal('unreachable');
    expect(unknown.text).to.match(/name is not known|name service does not answer/);
    const refused = await told(`http://127.0.0.1:${await freePort()}`);
    expect(refused.code).to.equal('unreachable');
    expect(refused.text)
      .to.match(/nothing listens there/)
      .and.include('stl start');
  });

  it('says where an address sends on to another', async () => {
    const server = createHttpServer((_request, response) =>
      response.writeHead(301, { location: 'https://ledger.example' }).end(),
    );
    const { text } = await told(`http://localhost:${await listening(server)}`);
    expect(text).to.match(/sends on to another address/);
  });
});
