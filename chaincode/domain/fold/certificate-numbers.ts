import type { CertificationEntry } from './aggregate.js';
import { append, entryAt, lengthOf, lists } from './list.js';
import type { FoldState } from './state.js';

/** What a certificate is known by. */
export type CertificateName = Readonly<Pick<CertificationEntry, 'certificate' | 'issuer'>> & {
  readonly seller: string;
};

type Reader = Pick<FoldState, 'get'>;

/** A certificate's number, given once: what was taken back and is stated again keeps its place in status lists. */
export function numberCertificate(
  state: FoldState,
  seller: string,
  { certificate, issuer }: Omit<CertificateName, 'seller'>,
): number {
  const isSame = (number: number): boolean => {
    const known = certificateAt(state, number);
    return known?.issuer === issuer && known.certificate === certificate;
  };
  const known = certificateNumbersOf(state, seller).find(isSame);
  if (known !== undefined) return known;
  const number = lengthOf(state, lists.certificates);
  append(state, lists.certificatesOf(seller), number);
  append(state, lists.certificates, { certificate, issuer, seller });
  return number;
}

export function certificateAt(state: Reader, number: number): CertificateName | undefined {
  return entryAt(state, lists.certificates, number);
}

/** Numbers of all certificates that the ledger ever heard of for a seller, ascending. */
export function certificateNumbersOf(state: Reader, seller: string): number[] {
  const list = lists.certificatesOf(seller);
  return Array.from({ length: lengthOf(state, list) }, (_, i) => entryAt<number>(state, list, i) as number);
}
