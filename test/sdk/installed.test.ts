import { build } from 'esbuild';
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { programVersion } from '../../gateway/data-dir/program-version.js';
import { createClient, type TrustList } from '../../gateway/sdk/client/index.js';
import type { Verdict } from '../../gateway/sdk/verify/index.js';
import { stepsOf } from '../docs/walk.js';
import { packageOf, scriptsLoaded } from '../support/loaded.js';
import { freePort, GatewayProcess, stl } from '../support/stl.js';

const page = 'docs/sdk.md';
const name = 'seller-trust-ledger';
const seller = 'demo-platform.shop-0001';
const run = promisify(execFile);

/** Everything of the SDK's that may be loaded where it is used. */
const sdkPackages = [
  '@noble/hashes',
  'ajv',
  'canonicalize',
  'fast-deep-equal',
  'fast-uri',
  'json-schema-traverse',
  'typebox',
  name,
];

/** The programs of the page, by the file name after `ts`. */
async function programsOf(): Promise<readonly (readonly [file: string, text: string])[]> {
  const blocks = (await readFile(page, 'utf8')).matchAll(/^```ts (\S+)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, file = '', text = '']) => [file, text]);
}

describe(`the package that ${page} installs`, function () {
  let project: string;
  let installed: string;
  let gateway: GatewayProcess;

  before(async () => {
    const dir = await mkdtemp(join(tmpdir(), 'stl-installed-'));
    project = join(dir, 'project');
    installed = join(project, 'node_modules', name);
    await mkdir(project);
    await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    const [pack, install] = await stepsOf(page);
    const env = {
      ...process.env,
      // The tree is built already, and a test needs no later versions than those that it has seen.
      npm_config_ignore_scripts: 'true',
      npm_config_prefer_offline: 'true',
      npm_config_pack_destination: project,
    };
    await run('sh', ['-ec', pack?.commands ?? 'exit 1'], { env });
    await run('sh', ['-ec', install?.commands ?? 'exit 1'], { env, cwd: project });
    for (const [file, text] of await programsOf()) await writeFile(join(project, file), text);
    const program = join(installed, 'scripts/stl.mjs');
    const data = join(project, 'demo');
    const made = await stl(['init', '--sellers', '3', '--data-dir', data], { program, cwd: project });
    expect(made.code, made.stderr).to.equal(0);
    gateway = new GatewayProcess(data, await freePort(), {}, program);
    await gateway.start();
  });
  after(async () => {
    await gateway.stop();
    await rm(resolve(project, '..'), { recursive: true });
  });

  it('holds the program and its documents: no sources, tests, keys, or maps of files that are not there', async () => {
    const files = await readdir(installed, { recursive: true, withFileTypes: true });
    const paths = files
      .filter((file) => file.isFile())
      .map((file) => relative(installed, join(file.parentPath, file.name)));
    const known =
      /^(package\.json|README\.md|scripts\/stl\.mjs|docs\/.*|dist\/(chaincode|gateway)\/.*\.(js|d\.ts|css)|dist\/web\/.*)$/;
    expect(paths.filter((path) => !known.test(path))).to.deep.equal([]);
    expect(paths.filter((path) => /\.jwk|\.pem$|\.map$|\.env$|^docs\/.*\.js$/.test(path))).to.deep.equal([]);
    expect(paths).to.include.members(['dist/web/manifest.json', 'docs/runbooks/damaged-store.md']);
  });

  it('brings the command, which sets nothing up, and whose gateway shows its pages', async () => {
    const { stdout } = await run(join(project, 'node_modules/.bin/stl'), ['--version'], { cwd: project });
    expect(stdout).to.equal(`${programVersion()}\n`);
    const shown = await fetch(`${gateway.url}/sellers`);
    expect(shown.headers.get('content-type')).to.match(/^text\/html/);
    const style = /href="([^"]+\.css)"/.exec(await shown.text())?.[1];
    expect((await fetch(new URL(style ?? '', gateway.url))).status).to.equal(200);
  });

  it('has types for the strictest of projects, with and without those of Node and of browsers', async () => {
    const files = { node: ['score.ts', 'state.ts'], browser: ['badge.ts'] };
    expect((await programsOf()).map(([file]) => file)).to.have.members([...files.node, ...files.browser]);
    expect(compile(project, files.node, { lib: ['lib.es2023.d.ts'], types: ['node'] })).to.deep.equal([]);
    expect(
      compile(project, files.browser, { lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'], types: [] }),
    ).to.deep.equal([]);
  });

  const program = async (file: string, ...args: string[]): Promise<string> =>
    (await run(process.execPath, [join('built', file), gateway.url, ...args], { cwd: project })).stdout;

  const keyOf = (participant: string): string => join(project, `demo/demo/keys/${participant}.jwk.json`);

  it('computes a score again', async () => {
    expect(await program('score.js', keyOf('demo-platform'), seller)).to.match(
      /^\d+ of 1000, as \d+ records have it\n$/,
    );
    expect(await program('score.js', keyOf('demo-platform'), 'demo-platform.nobody')).to.match(
      /^not_found: /,
    );
  });

  it('states a fact', async () => {
    const output = await program('state.js', keyOf('demo-inspector'), 'demo-inspector', seller);
    expect(output).to.match(/^block \d+, counts: true\n$/);
  });

  it('judges a badge', async () => {
    const { judge } = (await import(pathToFileURL(join(project, 'built/badge.js')).href)) as {
      judge: (gateway: string, badge: Uint8Array, pinned: TrustList, seller: string) => Promise<Verdict>;
    };
    const [first] = await createClient({ url: gateway.url }).trustList();
    if (first === undefined) throw new Error('the gateway offers no trust list');
    const badge = await badgeOf(gateway.url);
    expect(await judge(gateway.url, badge, first.list, seller))
      .to.have.property('state')
      .that.matches(/^valid/);
    expect(await judge(gateway.url, badge, first.list, 'demo-platform.shop-0002'))
      .to.have.property('state')
      .that.does.not.match(/^valid/);
  });

  for (const part of ['client', 'verify']) {
    it(`loads no gateway and no Fabric client with ${name}/${part}`, async () => {
      const urls = await scriptsLoaded((env) =>
        run(process.execPath, ['--input-type=module', '-e', `await import('${name}/${part}')`], {
          cwd: project,
          env: { ...process.env, ...env },
        }),
      );
      const own = urls.filter((url) => packageOf(url) === name).map((url) => url.split(`/${name}/`)[1]);
      expect(own).to.include(`dist/gateway/sdk/${part}/index.js`);
      expect(
        own.filter((file) => !/^dist\/(gateway\/sdk|chaincode\/domain)\//.test(file ?? '')),
      ).to.deep.equal([]);
      const packages = new Set(urls.map(packageOf).filter((one) => one !== undefined));
      expect(sdkPackages).to.include.members([...packages]);
    });

    it(`lets ${name}/${part} be bundled for browsers`, async () => {
      const { metafile } = await build({
        stdin: { contents: `export * from '${name}/${part}';`, resolveDir: project },
        ...{ bundle: true, write: false, platform: 'browser', logLevel: 'silent', metafile: true },
      });
      expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).to.deep.equal([]);
    });
  }
});

/**
 * Compiles programs of the project into `built/`. What is wrong with them, or with a declaration of the package: its own files are
 * checked as without `skipLibCheck`, which for the files of typebox would take most of a minute.
 */
function compile(project: string, files: readonly string[], options: ts.CompilerOptions): string[] {
  const program = ts.createProgram(
    files.map((file) => join(project, file)),
    {
      ...{ target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, strict: true },
      ...{ noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, verbatimModuleSyntax: true },
      ...{ rootDir: project, outDir: join(project, 'built'), typeRoots: [resolve('node_modules/@types')] },
      ...options,
    },
  );
  const checked = program.getSourceFiles().filter(({ fileName }) => {
    const owner = packageOf(fileName);
    return owner === undefined || owner === name;
  });
  // Without a file it would check them all first.
  for (const file of checked) program.emit(file);
  return [
    ...program.getOptionsDiagnostics(),
    ...checked.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]),
  ].map(
    ({ file, messageText }) =>
      `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  );
}

/** The gateway makes it within seconds of its start. */
async function badgeOf(url: string): Promise<Uint8Array> {
  for (;;) {
    const answer = await fetch(`${url}/v1/badges/${seller}`);
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
    await pause(50);
  }
}
