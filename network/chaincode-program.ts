import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

/** By file name: what a chaincode process runs. */
export type ChaincodeProgram = Readonly<Record<string, Buffer>>;

/** The runtime brings these two; a second copy of the contract API would not see the first one's decorators. */
const runtime = ['fabric-contract-api', 'fabric-shim'];

/**
 * Bundles the compiled contract at `entry` into one file, with the same bytes on every machine. Compiled by tsc, because
 * esbuild emits no decorator metadata; not minified, because the contract's class and parameter names are part of its
 * metadata.
 */
export async function bundleProgram(entry: string): Promise<ChaincodeProgram> {
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
    external: runtime,
  });
  const output = bundle.outputFiles[0];
  if (output === undefined) throw new Error('esbuild gave no output.');
  const description = {
    name: 'seller-trust',
    version: '1.0.0',
    main: 'chaincode.cjs',
    // Exact: every organisation that installs the program runs it on the runtime that it was tested on.
    dependencies: Object.fromEntries(runtime.map((name) => [name, installedVersion(name)])),
  };
  return {
    'chaincode.cjs': Buffer.from(output.contents),
    'package.json': Buffer.from(JSON.stringify(description)),
  };
}

function installedVersion(name: string): string {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
