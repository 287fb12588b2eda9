/** What the tests use of packages that have no types. */
declare module 'jsonld' {
  interface Options {
    readonly documentLoader: (
      url: string,
    ) => Promise<{ readonly documentUrl: string; readonly document: unknown }>;
    readonly safe: boolean;
  }
  const jsonld: {
    expand(document: object, options: Options): Promise<object>;
    compact(document: object, context: unknown, options: Options): Promise<unknown>;
  };
  export default jsonld;
}

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>;
}
