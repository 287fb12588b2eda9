/** What the order page's script reads: every text it may need, and of which ledger the site is. */
export interface OrderPageData {
  readonly tag: string;
  /** How dates and numbers are written: see `Translator`. */
  readonly locale: string;
  readonly messages: Readonly<Record<string, string>>;
  readonly ledger: string;
}
