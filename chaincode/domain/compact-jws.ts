import { fromBase64url, text, utf8 } from './bytes.js';
import { parseCanonicalLine } from './canonical.js';
import { Refusal, type Defect } from './errors.js';
import type { SchemaCheck } from './schema-check.js';

/** A compact JWS (RFC 7515 section 3.1) whose header and payload have the one allowed form. */
export interface CompactJws<Header, Payload> {
  readonly jws: string;
  readonly header: Header;
  readonly payload: Payload;
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

/** What one type of JWS holds, and where in the input it stands. */
export interface JwsForm {
  readonly header: SchemaCheck;
  readonly payload: SchemaCheck;
  /** RFC 6901. */
  readonly pointer: string;
  /** Greatest nesting of the payload; that of a record where it is left out. */
  readonly payloadDepth?: number;
}

/**
 * Parses a compact JWS. Header and payload must be canonical JSON with exactly their members, and each part must be the
 * base64url of its bytes: then one signed content has one spelling. Nothing is said of the signature.
 * Throws Refusal `jws_malformed`.
 */
export function parseCompactJws<Header, Payload>(
  jws: string,
  { header, payload, payloadDepth, pointer }: JwsForm,
): CompactJws<Header, Payload> {
  const malformed = (reason: string): Defect => ({ code: 'jws_malformed', reason, pointer });
  const decode = (encoded: string, part: string): Uint8Array => {
    const bytes = fromBase64url(encoded);
    if (!bytes || bytes.length === 0) throw new Refusal(malformed(`${part}: not canonical base64url`));
    return bytes;
  };
  const read = (encoded: string, part: string, check: SchemaCheck, depth?: number): unknown => {
    const bytes = decode(encoded, part);
    let value: unknown;
    try {
      value = parseCanonicalLine(text(bytes), depth);
    } catch (cause) {
      throw new Refusal(malformed(`${part}: not a JSON object in canonical form`), { cause });
    }
    const [first, ...rest] = check(value).map(({ reason }) => malformed(`${part}: ${reason}`));
    if (first) throw new Refusal([first, ...rest]);
    return value;
  };
  const [header64 = '', payload64 = '', signature64 = '', ...more] = jws.split('.');
  if (more.length > 0) throw new Refusal(malformed('not three parts'));
  return {
    jws,
    header: read(header64, 'header', header) as Header,
    payload: read(payload64, 'payload', payload, payloadDepth) as Payload,
    signature: decode(signature64, 'signature'),
    signingInput: utf8(`${header64}.${payload64}`),
  };
}
