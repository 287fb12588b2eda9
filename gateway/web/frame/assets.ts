import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

export interface Asset {
  /** Path under which it is served. */
  readonly path: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly gzipped: Uint8Array;
  /** Subresource Integrity: `sha384-<base64>`. */
  readonly integrity: string;
  /** True where the path names the content: browsers may keep the file for ever. */
  readonly immutable: boolean;
}

/** The files that browsers load, by the name that pages know them by, such as `style.css`. */
export class Assets {
  readonly #byName = new Map<string, Asset>();

  constructor(readonly all: readonly (Asset & { readonly name: string })[]) {
    for (const asset of all) this.#byName.set(asset.name, asset);
  }

  get(name: string): Asset {
    const asset = this.#byName.get(name);
    if (asset === undefined) throw new Error(`the build wrote no ${name}`);
    return asset;
  }
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

interface Entry {
  readonly name: string;
  readonly file: string;
  readonly path: string;
  readonly integrity: string;
  readonly immutable: boolean;
}

/** What `npm run build` wrote for browsers. */
export async function loadAssets(): Promise<Assets> {
  const directory = new URL('../../../web/', import.meta.url);
  const manifest = await readFile(new URL('manifest.json', directory), 'utf8').catch((cause: unknown) => {
    throw new Error('the files for browsers are not built: run npm run build', { cause });
  });
  const entries = JSON.parse(manifest) as Entry[];
  const loaded = entries.map(async ({ file, ...entry }) => {
    const bytes = await readFile(new URL(file, directory));
    const type = types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    return { ...entry, bytes, type, gzipped: gzipSync(bytes, { level: 9 }) };
  });
  return new Assets(await Promise.all(loaded));
}
