/** What the tests use of a package that has no types. */
declare module '@digitalbazaar/bitstring' {
  export class Bitstring {
    constructor(options: { readonly buffer: Uint8Array });
    readonly length: number;
    get(position: number): boolean;
    /** From base64url of GZIP. */
    static decodeBits(options: { readonly encoded: string }): Promise<Uint8Array>;
  }
}
