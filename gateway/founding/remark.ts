/** What is to be said of one place in a document. */
export interface Remark {
  /** RFC 6901. */
  readonly pointer: string;
  readonly reason: string;
}
