import { readFile } from 'node:fs/promises';

export interface Asset {
  /** Path under which it is served. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Subresource Integrity: `sha384-<base64>`. */
  readonly integrity: string;
}

/** The files that browsers load, by the name that pages know them by, such as `style.css`. */
export class Assets {
  readonly #byName: ReadonlyMap<string, Asset>;

  constructor(byName: ReadonlyMap<string, Asset>) {
    this.#byName = byName;
  }

  get(name: string): Asset {
    const asset = this.#byName.get(name);
    if (asset === undefined) throw new Error(`the build wrote no ${name}`);
    return asset;
  }
}

/** As `scripts/build-web.mjs` writes it; `file` is under `dist/web`. */
interface Entry {
  readonly name: string;
  readonly file: string;
  readonly path: string;
  readonly integrity: string;
}

/** What `npm run build` wrote for browsers. */
export async function loadAssets(): Promise<Assets> {
  const directory = new URL('../../../web/', import.meta.url);
  const manifest = await readFile(new URL('manifest.json', directory), 'utf8').catch((cause: unknown) => {
    throw new Error('the files for browsers are not built: run npm run build', { cause });
  });
  const entries = JSON.parse(manifest) as Entry[];
  const loaded = entries.map(async ({ file, integrity, name, path }): Promise<[string, Asset]> => [
    name,
    { path, integrity, bytes: await readFile(new URL(file, directory)) },
  ]);
  return new Assets(new Map(await Promise.all(loaded)));
}
