import { createHash } from 'node:crypto';
import { SetupError } from '../../data-dir/setup-error.js';
import { SigningError, type Signer, type SigningKey } from '../port.js';
import { loadLibrary, openSession, readPin, tokenName, type Library, type Session } from './session.js';
import { tokenKeys, type TokenKey } from './token-keys.js';
import { parseTokenUri } from './uri.js';

/** PKCS#11 3.0, CKM_EDDSA: newer than the names that the bindings have. Without parameters it is Ed25519 of RFC 8032. */
const mechanismEdDsa = 0x1057;
const answerMs = 5_000;
/** Signatures that may wait for one another; a token that is asked for more cannot keep up. */
const waitingMax = 1_000;

interface Opened {
  readonly session: Session;
  readonly keys: ReadonlyMap<string, TokenKey>;
}

const nameOf = ({ name, use }: Pick<TokenKey, 'name' | 'use'>): string => `${use} ${name}`;

function open(library: Library, ...rest: [Parameters<typeof openSession>[1], string | undefined]): Opened {
  const session = openSession(library, ...rest);
  try {
    return { session, keys: new Map(tokenKeys(session).map((key) => [nameOf(key), key])) };
  } catch (error) {
    session.close();
    throw error;
  }
}

/**
 * Keys in a token. One thing after another in one session: nothing may be under way while a library is let go, which is how a
 * lost token is found again. `uri`: RFC 7512. Rejects with SetupError.
 */
export async function pkcs11Signer(uri: string): Promise<Signer> {
  const place = parseTokenUri(uri);
  const library = await loadLibrary();
  let opened: Opened | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  /** Digest of a PIN that the token has refused. Tried again and again, it would lock the token for good. */
  let refused: string | undefined;

  const release = (): void => {
    opened?.session.close();
    opened = undefined;
  };
  const ready = (): Opened => {
    if (opened !== undefined) return opened;
    const pin = readPin(place);
    const digest = createHash('sha256')
      .update(pin ?? '')
      .digest('base64');
    if (digest === refused) throw wrongPin();
    try {
      opened = open(library, place, pin);
    } catch (error) {
      if (!isPinError(library, error)) throw error;
      refused = digest;
      throw wrongPin(error);
    }
    refused = undefined;
    return opened;
  };
  const wrongPin = (cause?: unknown): SigningError =>
    new SigningError(
      'refused',
      `the token ${tokenName(place)} does not take the PIN; it is not tried again before another one is there`,
      { cause },
    );

  /** Once again after the token was lost: its session may be all that has ended. */
  const attempt = async <T>(step: (now: Opened) => Promise<T> | T): Promise<T> => {
    const hadSession = opened !== undefined;
    try {
      return await step(ready());
    } catch (error) {
      if (error instanceof SetupError || (error instanceof SigningError && error.code === 'key_unknown'))
        throw error;
      release();
      if (hadSession) return attempt(step);
      throw asSigningError(error, tokenName(place));
    }
  };
  const inTurn = async <T>(step: (now: Opened) => Promise<T> | T): Promise<T> => {
    if (waiting >= waitingMax)
      throw new SigningError('unavailable', `the token ${tokenName(place)} cannot keep up`);
    waiting += 1;
    const mine = turn.then(() => attempt(step)).finally(() => (waiting -= 1));
    turn = mine.catch(() => undefined);
    return withinTime(mine, `the token ${tokenName(place)} has not answered within ${answerMs / 1_000} s`);
  };

  const signed = (wanted: TokenKey, data: Uint8Array): Promise<Uint8Array> =>
    inTurn(async ({ keys, session: { handle, module } }) => {
      const key = keys.get(nameOf(wanted));
      if (key === undefined)
        throw new SigningError('key_unknown', `the token ${tokenName(place)} has no ${nameOf(wanted)}`);
      const isEs256 = key.publicKey.kty === 'EC';
      const input = isEs256 ? createHash('sha256').update(data).digest() : Buffer.from(data);
      module.C_SignInit(handle, { mechanism: isEs256 ? library.CKM_ECDSA : mechanismEdDsa }, key.handle);
      const signature = await module.C_SignAsync(handle, input, Buffer.alloc(64));
      return new Uint8Array(signature);
    });

  return {
    place: `the token ${tokenName(place)}`,
    keys: () =>
      inTurn((now): SigningKey[] => {
        const found = tokenKeys(now.session);
        opened = { session: now.session, keys: new Map(found.map((key) => [nameOf(key), key])) };
        return found.map(({ use, name, publicKey, ...rest }) => ({
          ...{ use, name, publicKey },
          sign: (data) => signed({ use, name, publicKey, ...rest }, data),
        }));
      }),
    close: async () => {
      // One that hangs in its library ends with the process: let go under its feet, the library would take the process along.
      await withinTime(turn.then(release), 'late').catch(() => undefined);
    },
  };
}

const isPinError = (library: Library, error: unknown): boolean =>
  error instanceof library.Pkcs11Error &&
  [
    library.CKR_PIN_INCORRECT,
    library.CKR_PIN_INVALID,
    library.CKR_PIN_LEN_RANGE,
    library.CKR_PIN_EXPIRED,
    library.CKR_PIN_LOCKED,
  ].includes(error.code);

/** What a library says is a name of PKCS#11, such as CKR_TOKEN_NOT_PRESENT: it holds no secret. */
function asSigningError(error: unknown, token: string): SigningError {
  if (error instanceof SigningError) return error;
  const name = error instanceof Error ? error.message : '';
  const said = /^CKR_[A-Z_]+/.exec(name)?.[0] ?? 'no reason';
  return new SigningError('unavailable', `the token ${token} failed: ${said}`, { cause: error });
}

function withinTime<T>(work: Promise<T>, late: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SigningError('unavailable', late)), answerMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
