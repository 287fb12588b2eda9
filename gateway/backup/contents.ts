import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Ajv } from 'ajv';
import Type, { type Static } from 'typebox';
import { BackupFailure } from './failure.js';

const closed = { additionalProperties: false };

/** A file of a backup: its path with slashes, below the backup's directory. */
const KeptFile = Type.Object(
  {
    path: Type.String({ pattern: '^(?!\\.)[A-Za-z0-9._-]+(/(?!\\.)[A-Za-z0-9._-]+)*$' }),
    bytes: Type.Integer({ minimum: 0 }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  closed,
);
export type KeptFile = Static<typeof KeptFile>;

/** `backup.json`: what a backup holds. It is written last, so that one without it was not made to its end. */
const Contents = Type.Object(
  {
    v: Type.Literal(1),
    /** Ledger id, lower-case hex. */
    ledger: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** RFC 3339: all that was acknowledged before is in it. */
    begun: Type.String({ pattern: '^[0-9TZ:.-]{1,40}$' }),
    /** Whether private keys are in it. */
    keys: Type.Boolean(),
    files: Type.Array(KeptFile),
  },
  closed,
);
export type Contents = Static<typeof Contents>;

export const contentsFile = 'backup.json';

const validate = new Ajv({ strict: false }).compile<Contents>(Contents);

/** Throws BackupFailure `not_a_backup`. */
export async function readContents(directory: string): Promise<Contents> {
  const path = join(directory, contentsFile);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BackupFailure(
      'not_a_backup',
      `${directory} is no backup, or its making was interrupted: there is no ${contentsFile} that can be read`,
      { cause },
    );
  });
  let contents: unknown;
  try {
    contents = JSON.parse(text);
  } catch (cause) {
    throw new BackupFailure('not_a_backup', `${path} is not JSON`, { cause });
  }
  if (validate(contents)) return contents;
  const [defect] = validate.errors ?? [];
  throw new BackupFailure(
    'not_a_backup',
    `${path} is not of a form that this program knows: ${defect?.instancePath ?? ''} ${defect?.message ?? ''}`,
  );
}

/** All files below a directory but `backup.json`, in order of their paths. Throws BackupFailure where one is no plain file. */
export async function filesBelow(directory: string): Promise<KeptFile[]> {
  const names = (await readdir(directory, { recursive: true })).sort();
  const files: KeptFile[] = [];
  for (const name of names) {
    const path = join(directory, name);
    const found = await lstat(path);
    if (found.isDirectory() || name === contentsFile) continue;
    // A link would have what lies elsewhere restored as if it had been kept.
    if (!found.isFile()) throw new BackupFailure('damaged', `${path} is not a plain file`);
    files.push({ path: name.replaceAll('\\', '/'), bytes: found.size, sha256: await sha256Of(path) });
  }
  return files;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Throws BackupFailure `damaged` where a directory does not hold exactly the files that its contents name. */
export async function checkFiles(directory: string, { files }: Contents): Promise<void> {
  const found = new Map((await filesBelow(directory)).map((file) => [file.path, file]));
  for (const { path, bytes, sha256 } of files) {
    const file = found.get(path);
    if (file === undefined) throw new BackupFailure('damaged', `${join(directory, path)} is missing`);
    if (file.bytes !== bytes || file.sha256 !== sha256)
      throw new BackupFailure('damaged', `${join(directory, path)} is not the file that was kept`);
    found.delete(path);
  }
  const [extra] = found.keys();
  if (extra !== undefined)
    throw new BackupFailure('damaged', `${join(directory, extra)} does not belong to the backup`);
}
