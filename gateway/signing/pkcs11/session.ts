import { readFileSync } from 'node:fs';
import type * as Pkcs11 from 'pkcs11js';
import { SetupError } from '../../data-dir/setup-error.js';
import { SigningError } from '../port.js';
import type { TokenPlace } from './uri.js';

export type Library = typeof Pkcs11;

/** A session in which the token's user is logged in. Whoever opened it closes it: a library is initialised once a process. */
export interface Session {
  readonly library: Library;
  readonly module: Pkcs11.PKCS11;
  readonly handle: Pkcs11.Handle;
  close(): void;
}

/** Loaded where it is used alone: it is native, and an installation may do without it. */
export async function loadLibrary(): Promise<Library> {
  try {
    const loaded = (await import('pkcs11js')) as Library & { readonly default?: Library };
    return loaded.default ?? loaded;
  } catch (cause) {
    const text =
      'The package pkcs11js is not installed: it is optional, and built at the installation (python3, make, a C++ compiler). ' +
      'Run "npm rebuild pkcs11js", or keep the keys in a signer process: docs/keys.md.';
    throw new SetupError(text, { cause });
  }
}

/** The PIN, without the line end that editors add. Throws SigningError `refused`. */
export function readPin({ pin }: Pick<TokenPlace, 'pin'>): string | undefined {
  if (pin === undefined) return undefined;
  if ('variable' in pin) {
    const value = process.env[pin.variable];
    if (value) return value;
    throw new SigningError('refused', `pin-source names the variable ${pin.variable}, which is not set`);
  }
  try {
    return readFileSync(pin.file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new SigningError('refused', `cannot read the PIN from ${pin.file}`, { cause });
  }
}

export const tokenName = ({ token, serial, slot }: TokenPlace): string =>
  token ?? (serial === undefined ? `in slot ${slot}` : `with serial ${serial}`);

/** Slots whose token fits the URI. */
function fitting(module: Pkcs11.PKCS11, { token, serial, slot }: TokenPlace): Pkcs11.Handle[] {
  return module.C_GetSlotList(true).filter((handle) => {
    if (slot !== undefined && handle.readUIntLE(0, 6) !== slot) return false;
    const { label, serialNumber } = module.C_GetTokenInfo(handle);
    // Both are padded with blanks.
    return (
      (token === undefined || label.trimEnd() === token) &&
      (serial === undefined || serialNumber.trimEnd() === serial)
    );
  });
}

/** Throws SigningError, and errors of the library. */
export function openSession(library: Library, place: TokenPlace, pin: string | undefined): Session {
  const module = new library.PKCS11();
  const close = (): void => {
    // A library that has lost its token fails at this, too; what matters is that it is let go.
    for (const step of [() => module.C_Finalize(), () => module.close()]) {
      try {
        step();
      } catch {
        continue;
      }
    }
  };
  try {
    module.load(place.module);
  } catch (cause) {
    throw new SigningError('refused', `cannot load the PKCS#11 library ${place.module}`, { cause });
  }
  try {
    // Signing goes on on other threads.
    module.C_Initialize({ flags: library.CKF_OS_LOCKING_OK });
    const [slot, ...more] = fitting(module, place);
    if (slot === undefined)
      throw new SigningError('unavailable', `${place.module} has no token ${tokenName(place)} now`);
    if (more.length > 0) {
      throw new SigningError(
        'refused',
        `${place.module} has several tokens ${tokenName(place)}: name its serial`,
      );
    }
    const handle = module.C_OpenSession(slot, library.CKF_SERIAL_SESSION);
    if (pin !== undefined) {
      // A wrong PIN in a file, and a service that starts again by itself, would lock the token for good.
      if ((module.C_GetTokenInfo(slot).flags & library.CKF_USER_PIN_FINAL_TRY) !== 0) {
        throw new SigningError(
          'refused',
          `the token ${tokenName(place)} would be locked by one more wrong PIN: log in once with the token's own tool`,
        );
      }
      module.C_Login(handle, library.CKU_USER, pin);
    }
    return { library, module, handle, close };
  } catch (error) {
    close();
    throw error;
  }
}
