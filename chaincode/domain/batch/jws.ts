import { parseCanonicalLine } from '../canonical.js';
import { parseCompactJws, type CompactJws, type JwsForm } from '../compact-jws.js';
import { Refusal } from '../errors.js';
import { compileSchema } from '../schema-check.js';
import { BatchEnvelope, BatchHeader, BatchPayload, limits } from './format.js';

/** The signed line of a batch. */
export type BatchJws = CompactJws<BatchHeader, BatchPayload>;

const pointer = '/jws';
const envelopeCheck = compileSchema(BatchEnvelope, 'jws_malformed');
const form: JwsForm = {
  header: compileSchema(BatchHeader, 'jws_malformed'),
  payload: compileSchema(BatchPayload, 'jws_malformed'),
  pointer,
};

/**
 * Parses line 1, `{"jws":"<compact JWS>"}`. Throws Refusal `line_not_canonical`, `jws_malformed` or `time_window` (lifetime
 * over 86,400 s).
 */
export function parseJwsLine(line: string): BatchJws {
  const envelope = parseCanonicalLine(line);
  const [first, ...rest] = envelopeCheck(envelope).map((defect) => ({
    ...defect,
    reason: `line: ${defect.reason}`,
    pointer,
  }));
  if (first) throw new Refusal([first, ...rest]);
  const parsed: BatchJws = parseCompactJws(envelope['jws'] as string, form);
  const { exp, iat } = parsed.payload;
  if (exp < iat || exp - iat > limits.lifetimeSeconds)
    throw new Refusal({ code: 'time_window', reason: 'exp is not within 86,400 s after iat', pointer });
  return parsed;
}
