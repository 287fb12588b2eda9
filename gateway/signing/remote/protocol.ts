import { Ajv } from 'ajv';
import Type, { type Static } from 'typebox';
import { Commitment, closed, oneOf } from '../../../chaincode/domain/records/common.js';
import { organisationKeyUses } from '../../data-dir/key-files.js';
import type { SigningErrorCode } from '../port.js';

/**
 * What a gateway and a signer process say to one another over a Unix socket: JSON, a line each. Answers come in the order of
 * their requests. docs/keys.md describes it for whoever writes another signer.
 */
export const lineMax = 2 * 1024 * 1024; // characters

const Use = oneOf(organisationKeyUses);
const Bytes = Type.String({ pattern: '^[A-Za-z0-9_-]*$' });

export const SignerRequest = Type.Union([
  closed({ v: Type.Literal(1), op: Type.Literal('list') }),
  closed({ v: Type.Literal(1), op: Type.Literal('sign'), use: Use, key: Commitment, data: Bytes }),
]);
export type SignerRequest = Static<typeof SignerRequest>;

const Key = Type.Object({
  use: Use,
  key: Commitment,
  publicKey: Type.Union([
    Type.Object({ kty: Type.Literal('EC'), crv: Type.Literal('P-256'), x: Commitment, y: Commitment }),
    Type.Object({ kty: Type.Literal('OKP'), crv: Type.Literal('Ed25519'), x: Commitment }),
  ]),
});
/** A later signer may say more: members that are not known here are left aside. */
export const SignerAnswer = Type.Union([
  Type.Object({ keys: Type.Array(Key, { maxItems: 256 }) }),
  Type.Object({ signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }) }),
  Type.Object({
    error: Type.Object({
      code: oneOf(['unavailable', 'refused', 'key_unknown', 'request_malformed']),
      message: Type.String({ maxLength: 1_000 }),
    }),
  }),
]);
export type SignerAnswer = Static<typeof SignerAnswer>;
export type SignerErrorCode = SigningErrorCode | 'request_malformed';

const ajv = new Ajv({ strict: false });
const isRequest = ajv.compile<SignerRequest>(SignerRequest);
const isAnswer = ajv.compile<SignerAnswer>(SignerAnswer);

function parsed<T>(line: string, is: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return is(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined for what is no request. */
export const parseRequest = (line: string): SignerRequest | undefined => parsed(line, isRequest);
/** Undefined for what is no answer. */
export const parseAnswer = (line: string): SignerAnswer | undefined => parsed(line, isAnswer);
