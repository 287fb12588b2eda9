import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { batchBytesMax } from '../../gateway/http/routes/batches.js';
import { createClient, importSigner } from '../../gateway/sdk/client/index.js';
import type { Gateway } from '../../gateway/start/server.js';
import { World } from '../gateway/harness.js';
import { orderRecord } from '../support/records.js';
import { requireProgram } from '../support/required.js';
import { state } from '../support/state.js';
import { freePort } from '../support/stl.js';
import { run } from './image.js';

interface Ports {
  readonly gateway: number;
  readonly tls: number;
}

/** Each example with the names and paths of this test, and how its program is started on it. */
const proxies = {
  nginx: {
    package: 'nginx-light',
    example: 'network/deploy/nginx.conf',
    fit: (text: string, dir: string, { gateway, tls }: Ports): string => `
      pid ${dir}/nginx.pid;
      events {}
      http {
        access_log off;
        client_body_temp_path ${dir}/body; proxy_temp_path ${dir}/proxy; fastcgi_temp_path ${dir}/fastcgi;
        uwsgi_temp_path ${dir}/uwsgi; scgi_temp_path ${dir}/scgi;
        ${text
          .replace('127.0.0.1:8080', `127.0.0.1:${gateway}`)
          .replaceAll('ledger.platform.example', 'localhost')
          .replaceAll('/etc/seller-trust/tls', dir)
          .replace('listen 443 ssl', `listen 127.0.0.1:${tls} ssl`)
          // The other address and the plain port may be another program's on this machine.
          .replace(/listen \[::\].*;/g, '')
          .replace('listen 80;', `listen unix:${dir}/plain.sock;`)}
      }`,
    check: (file: string) => ['-t', '-q', '-c', file],
    serve: (file: string) => ['-g', 'daemon off;', '-e', 'stderr', '-c', file],
  },
  caddy: {
    package: 'caddy',
    example: 'network/deploy/Caddyfile',
    fit: (text: string, dir: string, { gateway, tls }: Ports): string => `
      {
        admin off
        auto_https disable_redirects
      }
      ${text
        .replace('127.0.0.1:8080', `127.0.0.1:${gateway}`)
        .replace(
          'ledger.platform.example {',
          `localhost:${tls} {\n\ttls ${dir}/fullchain.pem ${dir}/privkey.pem`,
        )}`,
    check: (file: string) => ['validate', '--adapter', 'caddyfile', '--config', file],
    serve: (file: string) => ['run', '--adapter', 'caddyfile', '--config', file],
  },
} as const;

for (const [name, proxy] of Object.entries(proxies)) {
  describe(`a gateway behind ${name}, by the example`, () => {
    let dir: string;
    let world: World;
    let gateway: Gateway;
    let server: ChildProcess | undefined;
    let printed = '';
    let url: string;
    let certificate: string;

    /** As `fetch`, for whoever trusts the certificate of this test. */
    const trusting = (address: string, init: RequestInit = {}): Promise<Response> =>
      new Promise((resolve, reject) => {
        const asked = new Request(address, {
          ...init,
          ...(init.body ? { duplex: 'half' } : {}),
        });
        const sent = request(asked.url, {
          ...{ ca: certificate, method: asked.method, headers: Object.fromEntries(asked.headers) },
        });
        sent.on('error', reject).on('response', (answer) => {
          const headers = Object.entries(answer.headers).map(
            ([key, value]) => [key, String(value)] as [string, string],
          );
          const body =
            answer.statusCode === 204 || answer.statusCode === 304
              ? null
              : (Readable.toWeb(answer) as ReadableStream);
          resolve(new Response(body, { status: answer.statusCode ?? 0, headers }));
        });
        asked.arrayBuffer().then((body) => sent.end(Buffer.from(body)), reject);
      });

    before(async function () {
      const program = requireProgram(this, name, proxy.package);
      const openssl = requireProgram(this, 'openssl');
      dir = await mkdtemp(join(tmpdir(), 'stl-proxy-'));
      const made = await run(openssl, [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
        ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
        ...['-keyout', join(dir, 'privkey.pem'), '-out', join(dir, 'fullchain.pem')],
      ]);
      expect(made.code, made.output).to.equal(0);
      certificate = await readFile(join(dir, 'fullchain.pem'), 'utf8');
      const ports = { gateway: await freePort(), tls: await freePort() };
      url = `https://localhost:${ports.tls}`;
      const file = join(dir, 'config');
      await writeFile(file, proxy.fit(await readFile(proxy.example, 'utf8'), dir, ports));
      // For what the programs would keep in a home directory.
      await mkdir(join(dir, 'home'));
      const env = { PATH: process.env['PATH'], HOME: join(dir, 'home'), XDG_DATA_HOME: join(dir, 'home') };
      const checked = await run(program, proxy.check(file), env);
      expect(checked.code, checked.output).to.equal(0);
      world = await World.found();
      gateway = await world.start({ STL_PORT: String(ports.gateway), STL_PUBLIC_URL: url });
      server = spawn(program, proxy.serve(file), { env, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [server.stdout, server.stderr])
        stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      while ((await trusting(`${url}/livez`).catch(() => undefined))?.status !== 200) {
        if (server.exitCode !== null) throw new Error(printed);
        await pause(50);
      }
    });
    after(async () => {
      if (server?.exitCode === null) {
        server.kill('SIGTERM');
        await once(server, 'exit');
      }
      await gateway?.close();
      await world?.remove();
      await rm(dir, { recursive: true, force: true });
    });

    it('takes a batch and answers signed queries, whose signatures hold on both sides', async () => {
      const signer = await importSigner(world.privateKey('demo-platform'));
      const client = createClient({ url, signer, fetch: trusting, retries: 0 });
      const receipt = await state(client, 'demo-platform', [orderRecord('behind a proxy')]);
      expect(receipt).to.have.property('batch');
      const { signedBy } = await client.get('/v1/participants');
      expect(signedBy).to.be.a('string');
    });

    it('says by itself why it refuses a batch that is too long', async () => {
      const answer = await trusting(`${url}/v1/batches`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: 'x'.repeat(batchBytesMax + 1),
      });
      expect(answer.status).to.equal(413);
      expect(answer.headers.get('content-type')).to.include('application/problem+json');
    });

    it('shows nobody outside the numbers and addresses of its inside', async () => {
      for (const path of ['/metrics', '/readyz', '/readyz?for=writes']) {
        const answer = await trusting(`${url}${path}`);
        expect(answer.status, path).to.equal(404);
        expect(await answer.text()).not.to.match(/stl_|"reads"/);
      }
    });

    it('believes no header about who it is', async () => {
      const headers = {
        'x-forwarded-host': 'evil.example',
        forwarded: 'host=evil.example',
        'x-forwarded-proto': 'http',
      };
      const answer = await trusting(`${url}/.well-known/stl`, { headers });
      expect(answer.status).to.equal(200);
      expect(await answer.text())
        .to.include(url)
        .and.not.include('evil.example');
    });
  });
}
