import { fromBase64url, text, utf8 } from '../bytes.js';
import { parseCanonicalLine } from '../canonical.js';
import { Refusal, type Defect } from '../errors.js';
import { compileSchema, type SchemaCheck } from '../schema-check.js';
import { BatchEnvelope, BatchHeader, BatchPayload, limits } from './format.js';

/** A compact JWS (RFC 7515 section 3.1) whose header and payload have the one allowed form. */
export interface BatchJws {
  readonly jws: string;
  readonly header: BatchHeader;
  readonly payload: BatchPayload;
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

const malformed = (reason: string, pointer: string): Defect => ({ code: 'jws_malformed', reason, pointer });

const envelopeCheck = compileSchema(BatchEnvelope, 'jws_malformed');
const headerCheck = compileSchema(BatchHeader, 'jws_malformed');
const payloadCheck = compileSchema(BatchPayload, 'jws_malformed');

const at = '/jws';

function check(schema: SchemaCheck, value: unknown, part: string): void {
  const [first, ...rest] = schema(value).map((defect) => ({
    ...defect,
    reason: `${part}: ${defect.reason}`,
    pointer: at,
  }));
  if (first) throw new Refusal([first, ...rest]);
}

function decodePart(encoded: string, part: string): Uint8Array {
  const bytes = fromBase64url(encoded);
  if (!bytes || bytes.length === 0) throw new Refusal(malformed(`${part}: not canonical base64url`, at));
  return bytes;
}

function parsePart<T>(encoded: string, part: string, schema: SchemaCheck): T {
  const bytes = decodePart(encoded, part);
  let value: unknown;
  try {
    value = parseCanonicalLine(text(bytes));
  } catch (cause) {
    throw new Refusal(malformed(`${part}: not a JSON object in canonical form`, at), { cause });
  }
  check(schema, value, part);
  return value as T;
}

/**
 * Parses line 1, `{"jws":"<compact JWS>"}`. Header and payload must be canonical JSON with exactly their members,
 * and each part must be the base64url of its bytes: then one signed content has one spelling.
 * Throws Refusal `line_not_canonical`, `jws_malformed` or `time_window` (lifetime over 86,400 s).
 */
export function parseJwsLine(line: string): BatchJws {
  const envelope = parseCanonicalLine(line);
  check(envelopeCheck, envelope, 'line');
  const jws = envelope['jws'] as string;
  const [header64 = '', payload64 = '', signature64 = '', ...more] = jws.split('.');
  if (more.length > 0) throw new Refusal(malformed('not three parts', at));
  const header = parsePart<BatchHeader>(header64, 'header', headerCheck);
  const payload = parsePart<BatchPayload>(payload64, 'payload', payloadCheck);
  const signature = decodePart(signature64, 'signature');
  if (payload.exp < payload.iat || payload.exp - payload.iat > limits.lifetimeSeconds)
    throw new Refusal({ code: 'time_window', reason: 'exp is not within 86,400 s after iat', pointer: at });

  return { jws, header, payload, signature, signingInput: utf8(`${header64}.${payload64}`) };
}
