import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Signer, SigningKey } from '../../../signing/port.js';
import { gatewayKeyUses, keyFileName, writeKeyFile } from '../../../data-dir/key-files.js';
import { CliFailure, usage } from '../../frame/failure.js';
import { onInterrupt } from '../../frame/interrupt.js';
import { note, result, table } from '../../frame/output.js';

interface KeyOptions {
  readonly keys?: string;
  readonly pkcs11?: string;
}

interface RunOptions extends KeyOptions {
  readonly socket: string;
  readonly group?: boolean;
}

/** `--keys` and `--pkcs11`: where the keys lie. */
const addKeys = (command: Command): Command =>
  command
    .option('--keys <dir>', 'the directory of the key files: sign.jwk.json, log.jwk.json, cosigner.jwk.json')
    .option('--pkcs11 <uri>', 'the token with the keys (RFC 7512), as in STL_SIGNER');

export function signer(program: Command): void {
  const command = program
    .command('signer')
    .description('hold an organisation’s private keys for its gateway, which asks over a Unix socket');
  addKeys(command.command('run', { isDefault: true }))
    .description('sign for whoever may open the socket, until it is stopped')
    .requiredOption('--socket <path>', 'the Unix socket; its gateway has STL_SIGNER=unix:PATH')
    .option('--group', 'let the group of this process ask, too, and not its user alone')
    .action(run);
  addKeys(command.command('public'))
    .description('write the public parts of its keys, which the consortium needs')
    .requiredOption('--out <dir>', 'where they go, a file each')
    .action(publish);
}

async function opened({ keys, pkcs11 }: KeyOptions): Promise<Signer> {
  if ((keys === undefined) === (pkcs11 === undefined)) throw usage('give --keys DIR or --pkcs11 URI');
  if (keys !== undefined) return (await import('../../../signing/file-signer.js')).fileSigner(resolve(keys));
  return (await import('../../../signing/pkcs11/index.js')).pkcs11Signer(pkcs11 ?? '');
}

/** A wrong directory or token must not look like a signer. */
async function keysOf(keys: Signer): Promise<readonly SigningKey[]> {
  const found = await keys.keys();
  if (found.length > 0) return found;
  throw new CliFailure(`there is no key of an organisation in ${keys.place}`, { code: 'key_unknown' });
}

async function run({ socket, group = false, ...where }: RunOptions, command: Command): Promise<void> {
  const keys = await opened(where);
  const { serveSigner } = await import('../../../signing/remote/signer-server.js');
  const held = (await keysOf(keys)).filter(({ use }) => gatewayKeyUses.some((one) => one === use));
  let reported = '';
  const server = await serveSigner(keys, {
    ...{ socket: resolve(socket), group, uses: gatewayKeyUses },
    report: ({ code, reason }) => {
      // A gateway asks each second: told once.
      if (reported !== reason) note(`not signed (${code}): ${reason}`);
      reported = reason;
    },
  });
  const { signal, release } = onInterrupt();
  signal.addEventListener('abort', () => {
    void server.close().then(() => keys.close());
    release();
  });
  const shown = held.map(({ use, name }) => ({ use, key: name }));
  result(command, { socket: resolve(socket), place: keys.place, keys: shown }, () =>
    [
      `Signs at ${resolve(socket)}, with the keys in ${keys.place}:`,
      '',
      table(shown.map(({ use, key }) => ['', use, key])),
      '',
      `Its gateway has STL_SIGNER=unix:${resolve(socket)}`,
    ].join('\n'),
  );
}

async function publish(
  { out, ...where }: KeyOptions & { readonly out: string },
  command: Command,
): Promise<void> {
  const keys = await opened(where);
  try {
    await mkdir(out, { recursive: true });
    const written: { use: string; key: string; file: string }[] = [];
    for (const { use, name, publicKey } of await keysOf(keys)) {
      const before = written.filter((one) => one.use === use).length;
      const file = join(out, keyFileName(before === 0 ? `${use}.public` : `${use}-${before + 1}.public`));
      await writeKeyFile(file, publicKey);
      written.push({ use, key: name, file });
    }
    result(command, written, () => table(written.map(({ use, key, file }) => [use, key, file])));
  } finally {
    await keys.close();
  }
}
