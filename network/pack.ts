import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packChaincode, packForStockBuilder, type ChaincodePackage } from './chaincode-package.js';
import { stockConnection, type LinkFiles } from './stock-connection.js';

export interface PackOptions {
  readonly stock: boolean;
  readonly address?: string | undefined;
  readonly 'tls-ca'?: string | undefined;
  readonly 'client-cert'?: string | undefined;
  readonly 'client-key'?: string | undefined;
  readonly program?: string | undefined;
}

/**
 * `network:pack`: writes the package of the compiled contract at `entry`, and its program where that is asked for.
 * @returns the package id
 * @throws Error that says which option is wrong
 */
export async function pack(entry: string, file: string | undefined, options: PackOptions): Promise<string> {
  if (file === undefined) throw new Error('Which file? network:pack -- FILE');
  const { id, bytes, program } = await packed(entry, options);
  rmSync(file, { force: true }); // or it would keep an older file's mode
  // It may hold the key by which the peer speaks to its chaincode process.
  writeFileSync(file, bytes, { mode: options['client-key'] === undefined ? 0o644 : 0o600 });
  if (options.program !== undefined) {
    mkdirSync(options.program, { recursive: true });
    for (const [name, content] of Object.entries(program))
      writeFileSync(join(options.program, name), content);
  }
  return id;
}

function packed(entry: string, options: PackOptions): Promise<ChaincodePackage> {
  const { stock, address } = options;
  if (stock) {
    if (address === undefined) {
      throw new Error(
        'A package for the stock builder says where the chaincode process listens: --address HOST:PORT',
      );
    }
    return packForStockBuilder(entry, stockConnection(address, linkFiles(options)));
  }
  const needless = (['address', 'tls-ca', 'client-cert', 'client-key'] as const).find(
    (name) => options[name] !== undefined,
  );
  if (needless !== undefined) {
    throw new Error(
      `--${needless} is for --stock alone: without it the peer takes this from the file that STL_CHAINCODE_CONNECTION names.`,
    );
  }
  return packChaincode(entry);
}

function linkFiles(options: PackOptions): LinkFiles | undefined {
  const { 'tls-ca': authority, 'client-cert': certificate, 'client-key': key } = options;
  if (authority === undefined && certificate === undefined && key === undefined) return undefined;
  if (authority === undefined || certificate === undefined || key === undefined)
    throw new Error('--tls-ca, --client-cert and --client-key go together: give all three, or none.');
  return { authority, certificate, key };
}
