import type { Certification } from '../../../chaincode/domain/records/certification.js';
import { CliFailure } from '../frame/failure.js';
import { certificationOf, type Reading } from './certification-of.js';
import { readCredential } from './credential.js';
import type { IssuerKeys } from './issuer-keys.js';
import { readSecured, signatureFinding, type Secured } from './secured.js';

export interface CheckedCredential {
  readonly file: string;
  readonly record: Certification;
  /** What of the credential has no counterpart. */
  readonly notes: readonly string[];
}

export interface CredentialCheck {
  /** Undefined where nobody gave any. */
  readonly keys: IssuerKeys | undefined;
  /** Whether to take what no checked signature secures. */
  readonly isUnsignedTaken: boolean;
  readonly reading: Reading;
}

/** Reads and checks all files. Throws CliFailure `credential_refused` with everything that is wrong with any of them. */
export async function checkCredentials(
  files: readonly string[],
  check: CredentialCheck,
): Promise<readonly CheckedCredential[]> {
  const checked: CheckedCredential[] = [];
  const wrong: string[] = [];
  for (const file of files) {
    const found = await checkOne(file, check);
    if ('findings' in found) wrong.push(...found.findings.map((finding) => `${file} ${finding}`));
    else checked.push({ file, ...found });
  }
  if (wrong.length === 0) return checked;
  throw new CliFailure('nothing was stated, for credentials are not good', {
    code: 'credential_refused',
    details: wrong,
  });
}

async function checkOne(file: string, { isUnsignedTaken, keys, reading }: CredentialCheck) {
  const secured = await readSecured(file);
  const read = readCredential(secured.claims);
  if ('findings' in read) return read;
  const { issuer } = read.credential;
  const untrusted =
    isUnsignedTaken && keys === undefined ? undefined : securingFinding(secured, issuer, keys);
  const found = certificationOf(read.credential, reading);
  if (untrusted === undefined) return found;
  return { findings: [untrusted, ...('findings' in found ? found.findings : [])] };
}

/** Why nobody can rely on who made it. */
function securingFinding(
  { jws }: Secured,
  issuer: string | { readonly id: string },
  keys: IssuerKeys | undefined,
): string | undefined {
  if (jws === undefined)
    return 'it is not signed: --unsigned takes it all the same, if you know where it is from';
  if (keys === undefined)
    return "its signature was not checked: give its issuer's key with --issuer-key, or take it with --unsigned";
  return signatureFinding(jws, typeof issuer === 'string' ? issuer : issuer.id, keys);
}
