/** Lists of one kind. Each has as many parts as its subjects need. */
export type Series =
  /** Subjects: sellers. Set while the seller's band, by this version of the score policy, is below the named one. */
  | { readonly purpose: 'revocation'; readonly policy: number; readonly band: string }
  /** Subjects: certificates. Set while the certificate does not count, or its certifier is not accredited for it. */
  | { readonly purpose: 'suspension' };

/** As in the lists' addresses: `revocation/<policy version>/<band>` or `suspension`. */
export function seriesName(series: Series): string {
  switch (series.purpose) {
    case 'revocation':
      return `revocation/${series.policy}/${series.band}`;
    case 'suspension':
      return 'suspension';
  }
}

export const statusListPath = (series: Series, part: number): string =>
  `/v1/status-lists/${seriesName(series)}/${part}`;
