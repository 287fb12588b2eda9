import { SetupError } from '../../data-dir/setup-error.js';

/** Which token holds the keys, and how to get at it: a `pkcs11:` URI (RFC 7512). */
export interface TokenPlace {
  /** Path of the vendor's library. */
  readonly module: string;
  readonly token?: string;
  readonly serial?: string;
  readonly slot?: number;
  /** What the PIN is read from, each time that it is needed. Undefined: the token asks for none. */
  readonly pin?: { readonly file: string } | { readonly variable: string };
}

const help =
  'e.g. pkcs11:token=stl?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/stl/token-pin';

function attributes(text: string, separator: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of text.split(separator).filter((one) => one !== '')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(0, at));
    let value: string | undefined;
    try {
      value = decodeURIComponent(part.slice(at + 1));
    } catch {
      // Told below.
    }
    if (name === '' || value === undefined || found.has(name))
      throw new SetupError(`The pkcs11: URI is not well-formed; ${help}`);
    found.set(name, value);
  }
  return found;
}

const pinSource = (source: string): NonNullable<TokenPlace['pin']> => {
  const [, scheme, rest = ''] = /^(file:(?:\/\/)?|env:)?(.*)$/s.exec(source) ?? [];
  if (scheme === 'env:' && rest !== '') return { variable: rest };
  if (rest.startsWith('/')) return { file: rest };
  throw new SetupError('pin-source of the pkcs11: URI must be file:/absolute/path or env:VARIABLE.');
};

/** Throws SetupError that says what the URI lacks; never with a PIN in it. */
export function parseTokenUri(uri: string): TokenPlace {
  const [, path = '', query = ''] = /^pkcs11:([^?]*)\??(.*)$/s.exec(uri) ?? [];
  const [where, how] = [attributes(path, ';'), attributes(query, '&')];
  if (how.has('pin-value'))
    // Settings are shown by "stl config" and stand in process lists.
    throw new SetupError('A PIN does not belong into the pkcs11: URI: use pin-source=file:/... or env:...');
  const known = ['token', 'serial', 'slot-id', 'module-path', 'pin-source'];
  const odd = [...where.keys(), ...how.keys()].find((name) => !known.includes(name));
  if (odd !== undefined)
    throw new SetupError(`${odd} in the pkcs11: URI is not understood; there are ${known.join(', ')}.`);
  const [module, slot, pin] = [how.get('module-path'), where.get('slot-id'), how.get('pin-source')];
  if (module === undefined || !module.startsWith('/'))
    throw new SetupError(`module-path of the pkcs11: URI must be an absolute path; ${help}`);
  const [token, serial] = [where.get('token'), where.get('serial')];
  if ([token, serial, slot].every((one) => one === undefined))
    throw new SetupError(`The pkcs11: URI must name its token (token, serial or slot-id); ${help}`);
  if (slot !== undefined && !/^[0-9]{1,10}$/.test(slot))
    throw new SetupError('slot-id of the pkcs11: URI must be a number.');
  return {
    module,
    ...(token !== undefined && { token }),
    ...(serial !== undefined && { serial }),
    ...(slot !== undefined && { slot: Number(slot) }),
    ...(pin !== undefined && { pin: pinSource(pin) }),
  };
}
