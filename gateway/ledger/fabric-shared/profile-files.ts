import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse, type ParseError } from 'jsonc-parser';

/** A gateway cannot reach its peer by the connection profile that it was given. */
export class ProfileError extends Error {
  readonly code = 'fabric_profile';
  /** Each with its place in the file, a JSON pointer. */
  readonly defects: readonly { readonly reason: string }[];

  constructor(message: string, mistakes: readonly string[], options?: ErrorOptions) {
    super(mistakes.length === 1 ? `${message}: ${mistakes[0]}` : message, options);
    this.name = 'ProfileError';
    this.defects = mistakes.length === 1 ? [] : mistakes.map((reason) => ({ reason }));
  }
}

/** What a person does about it is in the system's code for it, and its text names no more than that. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a directory',
};
const whyUnread = (error: unknown): string => {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return reasons[code] ?? code;
};

/** Throws ProfileError. */
export function jsonOf(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = whyUnread(cause);
    throw new ProfileError(`the connection profile ${file} (STL_FABRIC_PROFILE) cannot be read`, [reason], {
      cause,
    });
  }
  try {
    return JSON.parse(text);
  } catch {
    // The error is dropped, since a parser's message quotes the file, and somebody may have pasted a key into it.
    const mistakes: ParseError[] = [];
    parse(text, mistakes, { disallowComments: true });
    const [{ offset } = { offset: text.length }] = mistakes;
    const before = text.slice(0, offset).split('\n');
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    throw new ProfileError(`the connection profile ${file} is not JSON`, [`see ${place}`]);
  }
}

/** Reads the PEM files that a profile names, relative to itself; `check` tells of all that cannot be read, at once. */
export function pemsBeside(file: string): {
  read(pointer: string, path: string): string;
  /** Throws ProfileError. */
  check(): void;
} {
  const mistakes: string[] = [];
  return {
    read(pointer, path) {
      const full = resolve(dirname(file), path);
      try {
        const text = readFileSync(full, 'utf8');
        if (!text.includes('-----BEGIN ')) mistakes.push(`${pointer}: ${full} is not a PEM file`);
        return text;
      } catch (error) {
        mistakes.push(`${pointer}: ${full} cannot be read: ${whyUnread(error)}`);
        return '';
      }
    },
    check() {
      if (mistakes.length > 0)
        throw new ProfileError(`the connection profile ${file} names what cannot be used`, mistakes);
    },
  };
}
