import type { CertificationEntry } from './aggregate.js';
import { append, entryAt, lengthOf, lists } from './list.js';
import type { FoldState } from './state.js';

/** What a certificate is known by. */
export type CertificateName = Readonly<Pick<CertificationEntry, 'certificate' | 'issuer'>> & {
  readonly seller: string;
};

type Reader = Pick<FoldState, 'get'>;

/** Gives a certificate its number, once: what was revoked and is stated again keeps its place in status lists. */
export function numberCertificate(
  state: FoldState,
  seller: string,
  { certificate, issuer }: Omit<CertificateName, 'seller'>,
): void {
  const isSame = (number: number): boolean => {
    const known = certificateAt(state, number);
    return known?.issuer === issuer && known.certificate === certificate;
  };
  if (certificateNumbersOf(state, seller).some(isSame)) return;
  append(state, lists.certificatesOf(seller), lengthOf(state, lists.certificates));
  append(state, lists.certificates, { certificate, issuer, seller });
}

export function certificateAt(state: Reader, number: number): CertificateName | undefined {
  return entryAt(state, lists.certificates, number);
}

/** Numbers of all certificates that the ledger ever heard of for a seller, ascending. */
export function certificateNumbersOf(state: Reader, seller: string): number[] {
  const list = lists.certificatesOf(seller);
  return Array.from({ length: lengthOf(state, list) }, (_, i) => entryAt<number>(state, list, i) as number);
}
