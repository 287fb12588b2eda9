// Bundles what browsers load into dist/web/, each file beside its packed forms, and writes manifest.json over it.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

// A file with a `path` keeps its name, since others link to it or it must lie there. The worker comes last: the digest in it
// covers all others.
const entries = [
  { name: 'style.css', source: 'gateway/web/styles/index.css' },
  { name: 'verify.js', source: 'gateway/web/browser/verify.ts' },
  { name: 'order.js', source: 'gateway/web/browser/order.ts' },
  { name: 'proof.js', source: 'gateway/web/browser/proof.ts' },
  { name: 'badge.js', source: 'gateway/web/browser/seller-trust-badge.ts', path: '/badge.js' },
  { name: 'snippet.js', source: 'gateway/web/browser/snippet.ts' },
  { name: 'shop.css', source: 'gateway/web/styles/shop.css' },
  { name: 'docs.js', source: 'gateway/web/browser/docs.ts' },
  { name: 'docs.css', source: 'gateway/web/styles/docs.css' },
  { name: 'scanner.js', source: 'gateway/web/browser/scanner.ts', path: '/scanner.js', format: 'esm' },
  { name: 'site.js', source: 'gateway/web/browser/site.ts' },
  { name: 'site-worker.js', source: 'gateway/web/browser/site-worker.ts', path: '/site-worker.js' },
];

/** The few texts that the badge needs, of every language. */
async function badgeTexts() {
  const texts = {};
  for (const file of readdirSync('dist/gateway/web/messages')) {
    const tag = /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.js$/.exec(file)?.[1];
    if (tag === undefined) continue;
    const { default: language } = await import(`../dist/gateway/web/messages/${file}`);
    const needed = Object.entries(language.messages).filter(([key]) =>
      /^(badge|band|status|standing|says)\.|^site\.name$/.test(key),
    );
    texts[tag.toLowerCase()] = { direction: language.direction, messages: Object.fromEntries(needed) };
  }
  return texts;
}

/** Pages check schemas without compiling them: ajv compiles them to functions, which the pages' policy forbids. */
const interpretedSchemas = {
  name: 'interpreted-schemas',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/schema-check\.js$/ }, () => ({
      path: fileURLToPath(new URL('../gateway/web/browser/schema-check.ts', import.meta.url)),
    })),
};
/** Digest of the code that writes the pages and of what was bundled so far. Deployments that differ have different ones. */
function digestOfPages(manifest) {
  const hash = createHash('sha256').update(JSON.stringify(manifest));
  const sources = readdirSync('dist/gateway/web', { recursive: true }).filter((name) => name.endsWith('.js'));
  for (const name of sources.sort()) hash.update(readFileSync(`dist/gateway/web/${name}`));
  return hash.digest('hex').slice(0, 12);
}

/** Under dist/web. The best that brotli can do takes ten times as long for a tenth less. */
function writePacked(file, bytes) {
  const path = `dist/web/${file}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}

const entryOf = (name, file, path, bytes) => ({
  name,
  file,
  path,
  integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
});

const define = { badgeTexts: JSON.stringify(await badgeTexts()) };
rmSync('dist/web', { recursive: true, force: true });
const manifest = [];
for (const { name, source, path, format = 'iife' } of entries) {
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    define: { ...define, pageDigest: JSON.stringify(digestOfPages(manifest)) },
    plugins: [interpretedSchemas],
    minify: true,
    write: false,
    format,
    target: ['es2022', 'chrome111', 'firefox111', 'safari16.4'],
    charset: 'utf8',
    legalComments: 'none',
  });
  const bytes = outputFiles[0].contents;
  const short = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const [base, extension] = name.split('.');
  const file = path === undefined ? `assets/${base}-${short}.${extension}` : `named/${name}`;
  writePacked(file, bytes);
  manifest.push(entryOf(name, file, path ?? `/${file}`, bytes));
}
for (const name of readdirSync('gateway/web/icons')) {
  const bytes = readFileSync(`gateway/web/icons/${name}`);
  // PNG is packed already.
  if (name === 'icon.svg') {
    writePacked(`named/${name}`, bytes);
    manifest.push(entryOf(name, `named/${name}`, `/${name}`, bytes));
  } else writeFileSync(`dist/web/named/${name}`, bytes);
}
// Those of the page over the API's description, which come without packed forms.
const swagger = dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui/static/index.html'));
for (const name of readdirSync(swagger))
  if (/\.(?:css|js)$/.test(name)) writePacked(`docs/${name}`, readFileSync(`${swagger}/${name}`));
// The gateway draws with them; no browser loads them.
cpSync('gateway/web/fonts', 'dist/web/fonts', { recursive: true });
writeFileSync('dist/web/manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
