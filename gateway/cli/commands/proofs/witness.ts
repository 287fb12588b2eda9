import { mkdir, readFile, readdir } from 'node:fs/promises';
import type { Command } from 'commander';
import { DataDir } from '../../../data-dir/data-dir.js';
import { readPublicKeyFile } from '../../../data-dir/key-files.js';
import { globals } from '../../frame/command.js';
import { CliFailure, usage } from '../../frame/failure.js';
import { onInterrupt } from '../../frame/interrupt.js';
import { signerIn } from '../../frame/key-file.js';
import { result } from '../../frame/output.js';

interface Options {
  readonly key: string;
  readonly name: string;
  readonly logs: string;
  readonly host: string;
  readonly port: string;
}

export function witness(program: Command): void {
  const command = program.command('witness').description('watch logs from outside, as a C2SP tlog-witness');
  command
    .command('run', { isDefault: true })
    .description('cosign checkpoints of known logs until it is stopped')
    .requiredOption('--key <file>', 'its Ed25519 key, as made by "stl keygen --alg Ed25519"')
    .requiredOption('--name <name>', 'its name in signature lines, such as watch.example/2026')
    .requiredOption('--logs <file>', '{"logs":[{"keys":["<verifier key>"],"quorum":2}]}')
    .option('--host <host>', 'where it listens', '127.0.0.1')
    .option('--port <port>', 'where it listens', '8090')
    .action(run);
  command
    .command('evidence')
    .description('print the forks that were handed to it; it must not be running')
    .action(async (_options: object, self: Command) => {
      // An empty list would say that a witness watched and saw no fork.
      await readdir(storePath(self)).catch((cause: unknown) => {
        throw new CliFailure(`no witness has run in ${storePath(self)}`, { cause });
      });
      const store = await openStore(self);
      const forks = await store.forks();
      await store.close();
      result(self, { forks }, () =>
        forks.length === 0
          ? 'No forks.'
          : forks
              .map(
                ({ notes, origin, size }) =>
                  `Fork of ${origin} at size ${size}:\n\n${notes.join('\nand\n\n')}`,
              )
              .join('\n'),
      );
    });
}

const storePath = (command: Command): string => new DataDir(globals(command).dataDir).witness();

async function openStore(command: Command) {
  const path = storePath(command);
  await mkdir(path, { recursive: true, mode: 0o700 });
  const { openWitnessStore } = await import('../../../witness/store.js');
  return openWitnessStore(path);
}

async function run(options: Options, command: Command): Promise<void> {
  const [{ readKnownLogs }, { Witness }, { witnessServer }, { nodeCrypto }, { verifierKey }, bytes] =
    await Promise.all([
      import('../../../witness/known-logs.js'),
      import('../../../witness/witness.js'),
      import('../../../witness/server.js'),
      import('../../../../chaincode/node-crypto.js'),
      import('../../../../chaincode/domain/tlog/note.js'),
      import('../../../../chaincode/domain/bytes.js'),
    ]);
  const signer = await signerIn(options.key);
  const publicKey = bytes.fromBase64url((await readPublicKeyFile(options.key)).x);
  if (signer.alg !== 'Ed25519' || !publicKey) throw usage('--key: a witness signs with an Ed25519 key');
  if (!/^[^\s+\p{Z}]+$/u.test(options.name)) throw usage('--name: no spaces and no plus signs');
  if (!/^[0-9]{1,5}$/.test(options.port) || Number(options.port) > 65_535)
    throw usage('--port: a number from 0 to 65535');
  const logs = await readFile(options.logs, 'utf8')
    .then((text) => readKnownLogs(nodeCrypto.sha256, text))
    .catch((cause: unknown) => {
      throw new CliFailure(`cannot use ${options.logs}: ${(cause as Error).message}`, { cause });
    });
  const store = await openStore(command);
  const watching = new Witness({
    crypto: nodeCrypto,
    store,
    logs,
    name: options.name,
    publicKey,
    sign: (data) => signer.sign(data),
    now: () => Math.floor(Date.now() / 1000),
  });
  const app = witnessServer(watching);
  const { signal, release } = onInterrupt();
  signal.addEventListener('abort', () => {
    void app.close().then(() => store.close());
    release();
  });
  const url = await app.listen({ host: options.host, port: Number(options.port) });
  const vkey = verifierKey(nodeCrypto.sha256, watching.key);
  // A wrong or emptied directory shows here, before the witness signs a second past.
  const seen = logs.map(({ origin }) => ({ origin, size: store.newest(origin)?.size ?? 0 }));
  const known = seen.map(
    ({ origin, size }) => `  ${origin}: ${size === 0 ? 'nothing' : `${size} leaves`} cosigned so far`,
  );
  result(command, { url, verifierKey: vkey, logs: seen }, () =>
    [`Witness at ${url}`, '', `  ${vkey}`, '', ...known].join('\n'),
  );
}
