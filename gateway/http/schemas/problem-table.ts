import type { RefusalCode } from '../../../chaincode/domain/errors.js';
import type { SignatureProblem } from '../../sdk/http-signatures/verify.js';
import type { LedgerErrorCode } from '../../ledger/port.js';
import type { ServiceErrorCode } from '../../services/common/service-error.js';

export type HttpProblem =
  | 'request_malformed'
  | 'request_invalid'
  | 'body_too_large'
  | 'media_type_unsupported'
  | 'route_not_found'
  | 'method_not_allowed'
  | 'headers_too_large'
  | 'request_timeout'
  | 'answer_timeout'
  | 'internal_error';
export type LedgerProblem = `ledger_${Exclude<LedgerErrorCode, 'refused'>}`;
export type ProblemCode = RefusalCode | SignatureProblem | ServiceErrorCode | LedgerProblem | HttpProblem;

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What the sender can do about it. */
  readonly advice: string;
}

const kind = (status: number, title: string, advice: string): ProblemKind => ({ status, title, advice });
const format = 'See docs/batch-format.md; `errors` names every line and member to mend.';
const sign = 'See docs/api.md, "Signed requests".';

/** Every problem this gateway answers with, and the page behind its `type`. */
export const problemTable: Readonly<Record<ProblemCode, ProblemKind>> = {
  // the bytes of a batch or document are bad
  batch_framing: kind(422, 'The batch is not framed as NDJSON', format),
  batch_too_large: kind(413, 'The batch is too large', 'Send at most 2,000 records and 2 MiB a batch.'),
  line_not_canonical: kind(422, 'A line is not canonical JSON', format),
  jws_malformed: kind(422, 'The JWS is malformed', format),
  signature_form: kind(422, 'A signature has a form that is not accepted', format),
  signature_invalid: kind(
    422,
    'The signature does not hold',
    'Sign exactly the bytes you send, with the key you name.',
  ),
  root_mismatch: kind(422, 'The root does not match the records', format),
  record_schema: kind(422, 'A record does not fit its schema', format),
  record_semantics: kind(422, 'A record contradicts itself', format),
  document_schema: kind(422, 'The document does not fit its schema', 'See the component in /openapi.json.'),
  // the consortium's rules say no
  audience_mismatch: kind(
    422,
    'It was signed for another ledger or proposal',
    'Read the ledger id from /.well-known/stl; sign what you send it to.',
  ),
  time_window: kind(422, 'A time is outside its window', 'Check the clock; sign again with new iat and exp.'),
  issuer_unknown: kind(
    422,
    'The issuer is not registered',
    'An organisation must register the participant first.',
  ),
  issuer_not_active: kind(422, 'The issuer is not active', "Ask the participant's organisation."),
  key_unknown: kind(422, 'The key is not registered', 'Register the key, or name the one that signed.'),
  key_not_valid: kind(
    422,
    'The key is not valid at this time',
    'Use a key inside its window that is not revoked.',
  ),
  key_unacceptable: kind(422, 'The key is not acceptable', 'Use a P-256 or Ed25519 key in canonical form.'),
  kind_not_enabled: kind(
    422,
    'The record kind is not enabled',
    'New kinds are enabled by proposal; GET /v1/authority says which are.',
  ),
  not_authorised: kind(
    422,
    "The issuer's roles may not state this",
    'GET /v1/authority shows which roles may.',
  ),
  out_of_scope: kind(422, "This is outside the issuer's scope", 'The scope is shown under /v1/participants.'),
  jti_conflict: kind(
    409,
    'Another batch has this jti',
    'Use a jti once, and sign a batch once. The first batch stands unchanged.',
  ),
  proposal_unknown: kind(404, 'There is no such proposal', 'Proposals are listed under /v1/proposals.'),
  proposal_stale: kind(409, 'The consortium has changed since', 'Propose again on the current base.'),
  proposal_expired: kind(409, 'The proposal has expired', 'Propose again.'),
  already_approved: kind(409, 'The organisation has approved already', 'Nothing is left to do.'),
  admin_required: kind(403, 'Only an administrator may do this', 'Call as an administrator of the MSP.'),
  organisation_unknown: kind(403, 'The organisation is not in the consortium', 'See /.well-known/stl.'),
  not_initialised: kind(
    503,
    'The ledger has no consortium yet',
    'Its organisations must approve the genesis first.',
  ),
  already_initialised: kind(409, 'The ledger has its consortium already', 'Nothing is left to do.'),
  epoch_stale: kind(
    409,
    'This Seal is not the next one',
    'Somebody else has sealed since, or no second has passed: read the newest Seal.',
  ),
  checkpoint_mismatch: kind(
    409,
    'The checkpoint does not fit the Seal it names',
    'Cosign what your own projection of the Seal gives.',
  ),
  exists: kind(409, 'It exists already', 'Read what is there before you add to it.'),
  as_of_out_of_range: kind(422, 'No score can be given for this date', 'Ask for a later date, or for none.'),
  // the signature of a request
  signature_malformed: kind(401, "The request's signature cannot be read", sign),
  signature_components: kind(401, "The request's signature covers too little", sign),
  signature_parameters: kind(401, "A parameter of the request's signature is bad", sign),
  signature_expired: kind(401, "The request's signature has expired", 'Sign again; check the clock.'),
  signature_key_unknown: kind(401, 'The signing key is not in force here', sign),
  message_signature_invalid: kind(401, "The request's signature does not hold", sign),
  content_digest_mismatch: kind(
    400,
    'Content-Digest does not match the body',
    'See RFC 9530; sha-256 is needed.',
  ),
  nonce_reused: kind(401, 'The nonce was used before', 'Draw a new nonce for every request.'),
  // services
  not_found: kind(404, 'Not found', 'Check the id.'),
  not_sealed: kind(
    409,
    'No agreed checkpoint covers this yet',
    'Ask again after the next Seal: see /v1/epochs/newest.',
  ),
  signature_required: kind(401, 'This needs a signed request', sign),
  ring_too_low: kind(403, 'The key may not do or see this', 'docs/api.md has the table of who sees what.'),
  queue_full: kind(429, 'Too many batches wait', 'Try again after the time in Retry-After.'),
  rate_limited: kind(
    429,
    'Too much was asked in a short time',
    'Ask again after the time in Retry-After. Other participants are not affected.',
  ),
  overloaded: kind(503, 'The gateway has too much to do', 'Try again after the time in Retry-After.'),
  signer_unavailable: kind(
    503,
    'The gateway cannot sign its answers now',
    "Try again after the time in Retry-After; the gateway's operator sees the reason in /readyz.",
  ),
  not_ready: kind(
    503,
    'The gateway is not ready to answer',
    "Try again after the time in Retry-After, or ask another organisation's gateway; /readyz says what it waits for.",
  ),
  projection_unavailable: kind(503, 'The gateway has not folded the ledger', 'See /readyz.'),
  // the ledger
  ledger_conflict: kind(503, 'The write met another one', 'Send the same bytes again.'),
  ledger_rejected: kind(
    500,
    'The network found the transaction invalid',
    'Its operator must look: which organisations must endorse, and whether they run the same chaincode.',
  ),
  ledger_unavailable: kind(503, 'The ledger cannot be reached', 'Send the same bytes again later.'),
  ledger_overloaded: kind(503, 'The ledger has too much to do', 'Try again after the time in Retry-After.'),
  ledger_read_only: kind(503, 'The ledger takes no writes', 'Its operator must make room on the disk.'),
  ledger_unknown_outcome: kind(503, 'It is not known whether this was written', 'Send the same bytes again.'),
  // HTTP
  request_malformed: kind(400, 'The request cannot be read', 'Check the syntax of the request.'),
  request_invalid: kind(
    400,
    'The request does not fit its schema',
    'See /openapi.json; `errors` names the members.',
  ),
  body_too_large: kind(
    413,
    'The body is too large',
    'Batches take 2 MiB, proposals 384 KiB, other bodies 256 KiB.',
  ),
  media_type_unsupported: kind(
    415,
    'The media type is not taken here',
    'Batches: application/x-ndjson. Else: application/json.',
  ),
  route_not_found: kind(404, 'There is nothing at this address', 'See /openapi.json.'),
  method_not_allowed: kind(405, 'The method is not allowed here', 'The Allow header names those that are.'),
  headers_too_large: kind(431, 'The headers are too large', 'Send at most 16 KiB of headers.'),
  request_timeout: kind(408, 'The request came too slowly', 'Send it again.'),
  answer_timeout: kind(503, 'The answer took too long', 'Send the same request again.'),
  internal_error: kind(500, 'The gateway failed', 'Tell its operator the requestId.'),
};
