import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The URLs of all scripts that a program of Node loads, as V8 lists them for its coverage. `run` starts the program with these
 * variables in its environment.
 */
export async function scriptsLoaded(run: (env: NodeJS.ProcessEnv) => Promise<unknown>): Promise<string[]> {
  const coverage = await mkdtemp(join(tmpdir(), 'stl-loaded-'));
  try {
    await run({ NODE_V8_COVERAGE: coverage });
    const urls: string[] = [];
    for (const name of await readdir(coverage)) {
      const { result } = JSON.parse(await readFile(join(coverage, name), 'utf8')) as {
        readonly result: readonly { readonly url: string }[];
      };
      urls.push(...result.map(({ url }) => url));
    }
    return urls;
  } finally {
    await rm(coverage, { recursive: true });
  }
}

/** The package that a file belongs to; undefined for a file that lies in no `node_modules`. */
export const packageOf = (path: string): string | undefined =>
  /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
