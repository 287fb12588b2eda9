import { stat } from 'node:fs/promises';
import { usage } from '../frame/failure.js';

/** Where rows come from, again and again. `name`: what messages, metrics and the state call it; it holds no password. */
export type Address =
  | { readonly kind: 'standard input'; readonly name: string }
  | { readonly kind: 'folder'; readonly name: string; readonly path: string }
  | { readonly kind: 'sqlite'; readonly name: string; readonly path: string }
  | { readonly kind: 'postgres'; readonly name: string; readonly url: string };

const known = 'a folder, "-" for standard input, postgres://USER@HOST/DATABASE, or sqlite:FILE';

/** What a person named as a source. Throws CliFailure: wrong use; what was given is not repeated, it may hold a password. */
export async function readAddress(given: string): Promise<Address> {
  if (given === '-') return { kind: 'standard input', name: 'standard input' };
  if (given.startsWith('sqlite:')) {
    const path = given.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
    if (path === '' || path.startsWith('//'))
      throw usage('write sqlite:FILE, as sqlite:shop.db or sqlite:/srv/shop.db');
    return { kind: 'sqlite', name: `sqlite:${path}`, path };
  }
  if (/^postgres(ql)?:/.test(given)) return { kind: 'postgres', name: postgresName(given), url: given };
  if (/^[a-z][a-z0-9+.-]+:/i.test(given))
    throw usage(`the source is of no kind that can be read; give ${known}`);
  const isFolder = await stat(given).then(
    (stats) => stats.isDirectory(),
    () => undefined,
  );
  if (isFolder === undefined) throw usage(`there is no folder ${given}; a source is ${known}`);
  if (!isFolder)
    throw usage(`${given} is a file: "stl import orders" states one; "stl sync" reads the folder it lies in`);
  return { kind: 'folder', name: given, path: given };
}

/** Without user, password and settings. */
function postgresName(given: string): string {
  const malformed =
    'the address of the database must be as postgres://USER@HOST:PORT/DATABASE; characters such as @ / # in a password as %40 %2F %23';
  if (!/^postgres(ql)?:\/\//.test(given) || !URL.canParse(given)) throw usage(malformed);
  const { hash, host, pathname, search, searchParams } = new URL(given);
  // Of a password such as 12/secret the host would be what stands before the slash, and the rest a name that is shown.
  if ([pathname, search, hash].some((part) => part.includes('@')) || hash !== '') throw usage(malformed);
  return `postgres://${host || (searchParams.get('host') ?? '')}${pathname}`;
}
