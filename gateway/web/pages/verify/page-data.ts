import type { TrustedConsortium } from '../../../sdk/verify/trust.js';

/** What the page's script reads: who is asked for, and every text it may need. */
export interface VerifyPageData {
  readonly tag: string;
  /** How dates and numbers are written: BCP 47, the visitor's region. */
  readonly locale: string;
  readonly messages: Readonly<Record<string, string>>;
  readonly seller?: string;
  /** Domain of the shop whose badge was clicked. */
  readonly shop?: string;
  /** URL of the organisation whose badge is asked for, where it is not this site's. */
  readonly issuer?: string;
  /** The organisation whose site this is. */
  readonly org: string;
  readonly ledger: string;
  /** The other organisations, with their own pages. */
  readonly others: readonly { readonly name: string; readonly url: string }[];
  /** In the downloaded file: whom to trust, and where the gateway was. */
  readonly trust?: TrustedConsortium;
  readonly gateway?: string;
}
