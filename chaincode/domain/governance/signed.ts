import Type, { type Static } from 'typebox';
import { base64url, utf8 } from '../bytes.js';
import { canonicalBytes } from '../canonical.js';
import { parseCompactJws, type CompactJws, type JwsForm } from '../compact-jws.js';
import type { Proposal } from '../consortium/action.js';
import { Hex32, type Organisation } from '../consortium/document.js';
import { Refusal } from '../errors.js';
import { p256Jwk } from '../participants/jwk.js';
import { assertSignatureForm } from '../participants/signature-form.js';
import type { Crypto } from '../ports.js';
import { Commitment, ParticipantId, closed, oneOf } from '../records/common.js';
import { compileSchema } from '../schema-check.js';
import { clockToleranceSeconds } from '../time.js';
import { depthMax } from './document.js';
import { assertProposal } from './proposal.js';

const types = { proposal: 'stl-proposal+jws', approval: 'stl-approval+jws' } as const;

/** Nothing else, so that no `crit`, `b64`, `jwk` or `jku` can change what is verified. */
const Header = closed({
  alg: Type.Literal('ES256'),
  kid: Commitment,
  typ: oneOf(Object.values(types)),
});

const Payload = closed({
  /** Seconds since the epoch. */
  iat: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  /** Ledger id. */
  ledger: Hex32,
  /** The organisation that speaks. */
  org: ParticipantId,
  /** The document that is proposed, or the id of the one that is approved. */
  proposal: Type.Union([Hex32, Type.Object({}, { additionalProperties: true })]),
  v: Type.Literal(1),
});

interface Signed {
  readonly jws: string;
  /** Ledger id. */
  readonly ledger: string;
  /** Organisation id. */
  readonly org: string;
  readonly kid: string;
  /** Seconds since the epoch. */
  readonly iat: number;
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

/** A proposal, which is its organisation's approval as well. */
export interface SignedProposal extends Signed {
  readonly type: 'proposal';
  readonly proposal: Proposal;
}

export interface SignedApproval extends Signed {
  readonly type: 'approval';
  /** Id of the proposal; at the founding, id of the ledger. */
  readonly proposal: string;
}

/** What an organisation's administrator says: whoever carries it, the signature is the authority. */
export type SignedGovernance = SignedProposal | SignedApproval;

const pointer = '/jws';
/** A document of 1 Mi characters fits. Keeps a hostile text from costing memory. */
const charactersMax = 1_500_000;
const form: JwsForm = {
  header: compileSchema(Header, 'jws_malformed'),
  payload: compileSchema(Payload, 'jws_malformed'),
  payloadDepth: depthMax + 1,
  pointer,
};

const malformed = (reason: string): Refusal => new Refusal({ code: 'jws_malformed', reason, pointer });

/**
 * Parses what an administrator signed: a compact JWS (RFC 7515 section 3.1), header
 * `{"alg":"ES256","kid","typ":"stl-proposal+jws"|"stl-approval+jws"}`, payload `{"iat","ledger","org","proposal","v":1}`, both
 * exactly in RFC 8785 form. Nothing is said of the signature. Throws Refusal `jws_malformed`, or `document_schema` with
 * pointers within the proposal.
 */
export function parseSignedGovernance(jws: string): SignedGovernance {
  if (jws.length > charactersMax) throw malformed('longer than 1,500,000 characters');
  const {
    header,
    payload,
    signature,
    signingInput,
  }: CompactJws<Static<typeof Header>, Static<typeof Payload>> = parseCompactJws(jws, form);
  const { iat, ledger, org, proposal } = payload;
  const signed = { jws, ledger, org, kid: header.kid, iat, signingInput, signature };
  // The type alone tells what a signature is for (RFC 8725 section 3.11).
  if (header.typ !== (typeof proposal === 'string' ? types.approval : types.proposal))
    throw malformed('header: not the type of what is signed');
  if (typeof proposal === 'string') return { ...signed, type: 'approval', proposal };
  assertProposal(proposal);
  if (proposal.ledger !== ledger) throw malformed('payload: proposal is for another ledger');
  return { ...signed, type: 'proposal', proposal };
}

/** As `parseSignedGovernance`; Refusal `jws_malformed` for an approval. */
export function parseSignedProposal(jws: string): SignedProposal {
  const signed = parseSignedGovernance(jws);
  if (signed.type !== 'proposal') throw malformed('header: a proposal is expected');
  return signed;
}

/** As `parseSignedGovernance`; Refusal `jws_malformed` for a proposal. */
export function parseSignedApproval(jws: string): SignedApproval {
  const signed = parseSignedGovernance(jws);
  if (signed.type !== 'approval') throw malformed('header: an approval is expected');
  return signed;
}

/** What a signature is judged against: what is in force on one ledger at one transaction. */
export interface SignedContext {
  /** Ledger id. */
  readonly ledger: string;
  readonly organisations: readonly Organisation[];
  /** The transaction's time in seconds. */
  readonly time: number;
  readonly crypto: Pick<Crypto, 'verify'>;
}

/**
 * Judges what was signed, by the administrator's key that is in force: the organisation that speaks. Throws Refusal
 * `audience_mismatch`, `organisation_unknown`, `time_window`, `key_unknown`, `signature_form`, `signature_invalid`.
 */
export function signingOrganisation(signed: SignedGovernance, context: SignedContext): Organisation {
  const { iat, kid, ledger, org, signature, signingInput } = signed;
  const refusal = (code: Refusal['code'], reason: string): Refusal => new Refusal({ code, reason, pointer });
  // The same signed words must not be good on another ledger.
  if (ledger !== context.ledger) throw refusal('audience_mismatch', 'signed for another ledger');
  const organisation = context.organisations.find(({ id }) => id === org);
  if (organisation === undefined)
    throw refusal('organisation_unknown', 'signed for no organisation of the consortium');
  if (iat - clockToleranceSeconds > context.time) throw refusal('time_window', 'signed in the future');
  const { adminKey } = organisation;
  if (kid !== adminKey.kid)
    throw refusal('key_unknown', "not signed by the organisation's admin key that is in force");
  const jwk = p256Jwk(adminKey);
  assertSignatureForm('ES256', jwk, signature);
  if (!context.crypto.verify('ES256', jwk, signingInput, signature))
    throw refusal('signature_invalid', 'signature does not verify');
  return organisation;
}

/** An administrator's key. */
export interface GovernanceSigner {
  readonly kid: string;
  /** ES256: 64 bytes, r || s. */
  readonly sign: (data: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

export interface ProposalDraft {
  /** The organisation that proposes. */
  readonly org: string;
  /** Seconds since the epoch. */
  readonly iat: number;
  readonly proposal: Proposal;
}

export interface ApprovalDraft {
  /** Ledger id. */
  readonly ledger: string;
  /** The organisation that approves. */
  readonly org: string;
  /** Seconds since the epoch. */
  readonly iat: number;
  /** Id of the proposal; at the founding, id of the ledger. */
  readonly proposal: string;
}

/** Signs a proposal. It checks nothing: `parseSignedProposal` of the result tells what a ledger would refuse. */
export function composeSignedProposal(
  { org, iat, proposal }: ProposalDraft,
  signer: GovernanceSigner,
): Promise<string> {
  return compose(types.proposal, { iat, ledger: proposal.ledger, org, proposal }, signer);
}

/** Signs an approval of a proposal, or of a consortium document by the ledger's id. */
export function composeSignedApproval(
  { ledger, org, iat, proposal }: ApprovalDraft,
  signer: GovernanceSigner,
): Promise<string> {
  return compose(types.approval, { iat, ledger, org, proposal }, signer);
}

async function compose(
  typ: string,
  content: Omit<Static<typeof Payload>, 'v'>,
  { kid, sign }: GovernanceSigner,
): Promise<string> {
  const header = base64url(canonicalBytes({ alg: 'ES256', kid, typ }));
  const input = `${header}.${base64url(canonicalBytes({ ...content, v: 1 }))}`;
  return `${input}.${base64url(await sign(utf8(input)))}`;
}
