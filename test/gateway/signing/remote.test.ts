import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { expect } from 'chai';
import { SetupError } from '../../../gateway/data-dir/setup-error.js';
import { fileSigner } from '../../../gateway/signing/file-signer.js';
import type { Signer } from '../../../gateway/signing/port.js';
import { remoteSigner } from '../../../gateway/signing/remote/remote-signer.js';
import {
  serveSigner,
  type SignerServer,
  type SignerServerOptions,
} from '../../../gateway/signing/remote/signer-server.js';
import { verifyWith } from '../../../gateway/sdk/platform/keys.js';
import { failureOf } from '../../support/failure.js';
import { KeyDirectory } from './key-directory.js';
import { signerSuite } from './signer-suite.js';

const uses = ['sign', 'log', 'cosigner'] as const;
const options = (socket: string, change: Partial<SignerServerOptions> = {}): SignerServerOptions => ({
  ...{ socket, uses, group: false, report: () => undefined },
  ...change,
});

signerSuite('a process behind a Unix socket', async () => {
  const directory = await KeyDirectory.make();
  const socket = join(directory.path, 'signer.sock');
  const server = await serveSigner(fileSigner(directory.path), options(socket));
  const signer = remoteSigner(socket);
  return {
    signer,
    add: (name) => directory.add(name),
    remove: (name) => directory.remove(name),
    end: async () => {
      await signer.close();
      await server.close();
      await directory.end();
    },
  };
});

describe('a signer process', () => {
  let directory: KeyDirectory;
  let dir: string;
  let socket: string;
  let server: SignerServer | undefined;
  let signer: Signer;
  const reported: string[] = [];
  const serve = async (change: Partial<SignerServerOptions> = {}): Promise<void> => {
    server = await serveSigner(
      fileSigner(directory.path),
      options(socket, { report: ({ code }) => reported.push(code), ...change }),
    );
  };
  beforeEach(async () => {
    directory = await KeyDirectory.make();
    dir = await mkdtemp(join(tmpdir(), 'stl-socket-'));
    socket = join(dir, 'signer.sock');
    reported.length = 0;
    await directory.add('sign');
    signer = remoteSigner(socket);
  });
  afterEach(async () => {
    await signer.close();
    await server?.close();
    server = undefined;
    await directory.end();
    await rm(dir, { recursive: true });
  });
  const bytes = new TextEncoder().encode('a');
  /** Says lines on a connection of its own, and gives what comes back. */
  const say = async (text: string, lines: number): Promise<unknown[]> => {
    const raw = createConnection({ path: socket });
    raw.setEncoding('utf8').write(text);
    let got = '';
    while (got.split('\n').length <= lines) got += ((await once(raw, 'data')) as [string])[0];
    raw.destroy();
    return got
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  };

  it('is for its own user alone, or for its group where that was said', async () => {
    await serve();
    expect((await stat(socket)).mode & 0o777).to.equal(0o600);
    await server?.close();
    await serve({ group: true });
    expect((await stat(socket)).mode & 0o777).to.equal(0o660);
  });

  it('shows and uses no key but for what it was started for', async () => {
    await directory.add('admin');
    await serve();
    expect((await signer.keys()).map(({ use }) => use)).to.deep.equal(['sign']);
    const [admin] = (await fileSigner(directory.path).keys()).filter(({ use }) => use === 'admin');
    const [answer] = await say(
      `${JSON.stringify({ v: 1, op: 'sign', use: 'admin', key: admin!.name, data: 'YQ' })}\n`,
      1,
    );
    expect(answer).to.have.nested.property('error.code', 'key_unknown');
    expect(reported).to.deep.equal(['key_unknown']);
  });

  it('answers what is no request with words, in order, and goes on', async () => {
    await serve();
    const list = '{"v":1,"op":"list"}\n';
    const answers = await say(`hello\n${list}{"v":2,"op":"list"}\n{"v":1,"op":"sign"}\n\n${list}`, 6);
    expect(
      answers.map((one) =>
        'keys' in (one as object) ? 'keys' : (one as { error: { code: string } }).error.code,
      ),
    ).to.deep.equal([
      'request_malformed',
      'keys',
      'request_malformed',
      'request_malformed',
      'request_malformed',
      'keys',
    ]);
    expect(JSON.stringify(answers)).not.to.include('"d"');
  });

  it('cuts off whoever asks on and on and reads no answer', async () => {
    await serve();
    const raw = createConnection({ path: socket });
    const closed = new Promise((resolve) => raw.on('error', () => undefined).on('close', resolve));
    raw.pause().write('{"v":1,"op":"list"}\n'.repeat(50_000));
    await closed;
    expect(reported).to.deep.equal(['unavailable']);
    expect(await signer.keys()).to.have.length(1);
  });

  it('cuts off whoever never ends a line', async () => {
    await serve();
    const raw = createConnection({ path: socket });
    const closed = new Promise((resolve) => raw.on('error', () => undefined).on('close', resolve));
    raw.write('x'.repeat(5 * 1024 * 1024));
    await closed;
    expect((await signer.keys()).length).to.equal(1);
  });

  it('takes the place of one that was killed, and of nothing else', async () => {
    await serve();
    expect(await failureOf(serve()))
      .to.be.instanceOf(SetupError)
      .with.property('message')
      .that.includes('Another signer');
    await server?.close();
    // A socket file that nobody listens at, as a killed process leaves it.
    const dead = createServer().listen(socket);
    await once(dead, 'listening');
    await leaveBehind(dead, socket);
    await serve();
    expect((await signer.keys()).length).to.equal(1);
    await server?.close();
    await writeFile(socket, 'precious');
    expect(await failureOf(serve()))
      .to.be.instanceOf(SetupError)
      .with.property('message')
      .that.includes('no socket');
    server = undefined;
  });

  it('that is down is told, and asked again once it is back', async () => {
    expect(await failureOf(signer.keys()))
      .to.include({ code: 'unavailable' })
      .and.have.property('message')
      .that.includes(socket);
    await serve();
    const [key] = await signer.keys();
    expect(await verifyWith(key!.publicKey, bytes, await key!.sign(bytes))).to.equal(true);
    await server?.close();
    expect(await failureOf(key!.sign(bytes))).to.include({ code: 'unavailable' });
    await serve();
    expect(await verifyWith(key!.publicKey, bytes, await key!.sign(bytes))).to.equal(true);
  });

  describe('that does not keep to the protocol', () => {
    let odd: Server;
    const sockets = new Set<Socket>();
    const answering = async (reply: (line: string) => string): Promise<void> => {
      odd = createServer((one) => {
        sockets.add(one);
        one.on('error', () => undefined).on('data', (text) => one.write(reply(String(text))));
      }).listen(socket);
      await once(odd, 'listening');
    };
    afterEach(() => {
      for (const one of sockets) one.destroy();
      odd.close();
    });

    for (const [what, reply, word] of [
      ['says nonsense', 'hello\n', 'no answer'],
      ['gives a short signature', '{"signature":"AAAA"}\n', 'no answer'],
      [
        'gives a signature where its keys were asked for',
        `{"signature":"${'A'.repeat(86)}"}\n`,
        'does not list',
      ],
      ['refuses', '{"error":{"code":"refused","message":"\\u001b[2Jlocked"}}\n', 'locked'],
    ] as const) {
      it(`and ${what} signs nothing, and ends nothing`, async () => {
        await answering(() => reply);
        const failure = await failureOf(signer.keys());
        expect(failure).to.have.property('name', 'SigningError');
        expect(failure).to.have.property('message').that.includes(word).and.not.includes('\u001b');
      });
    }

    it('and answers more than it was asked is not believed again on that connection', async () => {
      await answering(() => '{"keys":[]}\n{"keys":[]}\n');
      for (let i = 0; i < 3; i++) expect(await signer.keys()).to.deep.equal([]);
    });

    it('and gives a key another name than its own is refused', async () => {
      const [own] = await fileSigner(directory.path).keys();
      const { kty, crv, x, y } = own!.publicKey as { kty: string; crv: string; x: string; y: string };
      const keys = [{ use: 'sign', key: x, publicKey: { kty, crv, x, y } }];
      await answering(() => `${JSON.stringify({ keys })}\n`);
      expect(await failureOf(signer.keys())).to.be.instanceOf(SetupError);
    });
  });
});

/** Closes a server so that its file stays, as when its process is killed. */
async function leaveBehind(server: Server, socket: string): Promise<void> {
  const { rename } = await import('node:fs/promises');
  await rename(socket, `${socket}-kept`);
  server.close();
  await once(server, 'close');
  await rename(`${socket}-kept`, socket);
}
