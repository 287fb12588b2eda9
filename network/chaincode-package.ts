import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { tarGz } from './tar.js';

/** What every organisation installs and approves: the same bytes, so the same id. */
export interface ChaincodePackage {
  /** Fabric's package id: label, colon, hex SHA-256 of `bytes`. */
  readonly id: string;
  readonly bytes: Buffer;
  /** The program inside, by file name: what a chaincode process runs. */
  readonly program: Readonly<Record<string, Buffer>>;
}

/** Its type, which our external builder claims and no other does, and its label. */
const metadata = { type: 'seller-trust', label: 'seller-trust' };

/**
 * Bundles the compiled contract at `entry` into one file and packs it. Compiled by tsc, because esbuild emits no
 * decorator metadata; not minified, because the contract's class and parameter names are part of its metadata.
 */
export async function packChaincode(entry: string): Promise<ChaincodePackage> {
  const bundle = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    keepNames: true,
    minify: false,
    sourcemap: false,
    legalComments: 'none',
    logLevel: 'silent',
    // The runtime brings these two; a second copy of the contract API would not see the first one's decorators.
    external: ['fabric-contract-api', 'fabric-shim'],
  });
  const output = bundle.outputFiles[0];
  if (output === undefined) throw new Error('esbuild gave no output.');
  const program = {
    'chaincode.cjs': Buffer.from(output.contents),
    'package.json': Buffer.from(
      JSON.stringify({ name: 'seller-trust', version: '1.0.0', main: 'chaincode.cjs' }),
    ),
  };
  const bytes = tarGz({
    // To the byte what `builder/bin/detect` looks for.
    'metadata.json': Buffer.from(JSON.stringify(metadata)),
    'code.tar.gz': tarGz(program),
  });
  const id = `${metadata.label}:${createHash('sha256').update(bytes).digest('hex')}`;
  return { id, bytes, program };
}
