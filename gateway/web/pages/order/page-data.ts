/** What the order page's script reads: every text it may need, and of which ledger the site is. */
export interface OrderPageData {
  readonly tag: string;
  readonly messages: Readonly<Record<string, string>>;
  readonly ledger: string;
}
