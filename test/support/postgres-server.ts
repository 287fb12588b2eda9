import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { skipFor } from './required.js';
import { freePort } from './stl.js';

const run = promisify(execFile);

/** Debian keeps the server's programs out of `PATH`, by version. */
const debian = '/usr/lib/postgresql';

function programs(): string | undefined {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const directories = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  return directories.find((directory) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(directory, name))),
  );
}

/** PostgreSQL refuses to run as root. */
const nobody = 65_534;
const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/** A PostgreSQL of its own, on a free port of this machine, that asks for a password. */
export class PostgresServer {
  #server: ChildProcess | undefined;
  readonly #bin: string;
  readonly #dir: string;

  private constructor(
    bin: string,
    dir: string,
    readonly port: number,
    readonly password: string,
  ) {
    this.#bin = bin;
    this.#dir = dir;
  }

  static async start(context: Mocha.Context): Promise<PostgresServer> {
    const bin = programs() ?? skipFor(context, 'PostgreSQL is missing: install the package postgresql');
    const dir = await mkdtemp(join(tmpdir(), 'stl-postgres-'));
    const server = new PostgresServer(bin, dir, await freePort(), 'pässwörd @/:?#');
    if (identity.uid !== undefined) await chown(dir, identity.uid, identity.gid);
    await writeFile(join(dir, 'password'), server.password, { mode: 0o644 });
    await run(
      join(bin, 'initdb'),
      [
        ...['--pgdata', server.#data, '--username', 'shop', '--pwfile', join(dir, 'password')],
        ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
      ],
      { ...identity, cwd: dir },
    );
    await server.up();
    return server;
  }

  get #data(): string {
    return join(this.#dir, 'data');
  }

  /** Without the password. */
  get url(): string {
    return `postgres://shop@127.0.0.1:${this.port}/postgres`;
  }

  get urlWithPassword(): string {
    return `postgres://shop:${encodeURIComponent(this.password)}@127.0.0.1:${this.port}/postgres`;
  }

  async up(): Promise<void> {
    const child = spawn(
      join(this.#bin, 'postgres'),
      [
        ...['-D', this.#data, '-p', String(this.port), '-c', 'listen_addresses=127.0.0.1', '-k', this.#dir],
        ...['-c', 'fsync=off'],
      ],
      { ...identity, cwd: this.#dir, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    this.#server = child;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL ended: ${log}`);
      if (
        await this.run('select 1').then(
          () => true,
          () => false,
        )
      )
        return;
      await pause(20);
    }
  }

  /** At once, as a machine that fails: connections break. */
  async down(): Promise<void> {
    if (this.#server?.exitCode !== null) return;
    const ended = once(this.#server, 'exit');
    this.#server.kill('SIGQUIT');
    await ended;
  }

  async end(): Promise<void> {
    await this.down();
    await rm(this.#dir, { recursive: true });
  }

  /** A connection that a test ends itself. */
  async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.urlWithPassword });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** What statements give; the last of them, where there are several. */
  async run(sql: string): Promise<Record<string, unknown>[]> {
    const client = await this.connect();
    try {
      const { rows } = await client.query<Record<string, unknown>>(sql);
      return rows;
    } finally {
      await client.end();
    }
  }
}
