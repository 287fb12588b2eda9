import { ComponentError, signatureBase, type Signable } from './signature-base.js';
import {
  FieldError,
  parseDictionary,
  serializeItem,
  type BareItem,
  type InnerList,
  type Params,
} from './structured-fields.js';

export type SignatureProblem =
  | 'signature_malformed' // the fields do not parse, or are not one labelled signature of the profile's tag
  | 'signature_components' // it does not cover what the profile wants
  | 'signature_parameters' // created, expires, nonce, keyid or tag missing or out of bounds
  | 'signature_expired'
  | 'signature_key_unknown'
  | 'message_signature_invalid'
  | 'content_digest_mismatch'
  | 'nonce_reused';

/** A message whose signature does not hold. The message never repeats the input. */
export class SignatureError extends Error {
  constructor(
    readonly code: SignatureProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SignatureError';
  }
}

/**
 * Verifies bytes under the key that `keyid` names; undefined when there is no such key in force.
 * `alg`: the algorithm that the signature claims, if it does. It must be the key's (RFC 9421, 3.2, step 6).
 */
export type Verify = (
  keyid: string,
  data: Uint8Array,
  signature: Uint8Array,
  alg: BareItem | undefined,
) => boolean | undefined | Promise<boolean | undefined>;

export interface ReadSignature {
  readonly label: string;
  readonly input: InnerList;
  readonly signature: Uint8Array;
}

/**
 * The one signature with the given tag, or, without a tag, the only signature. Two of the same tag are refused:
 * otherwise two readers could act on different ones.
 */
export function readSignature(message: Signable, tag?: string): ReadSignature {
  const inputField = message.header('signature-input');
  const signatureField = message.header('signature');
  if (inputField === undefined || signatureField === undefined)
    throw new SignatureError('signature_malformed', 'Signature-Input and Signature must both be present.');

  try {
    const signatures = parseDictionary(signatureField);
    const found: ReadSignature[] = [];
    for (const [label, input] of parseDictionary(inputField)) {
      if (!('items' in input)) throw new FieldError('an inner list expected');
      if (tag !== undefined && input.params.get('tag') !== tag) continue;
      const value = signatures.get(label);
      if (value === undefined || !('bytes' in value)) throw new FieldError('no signature for a label');
      found.push({ label, input, signature: value.bytes });
    }
    const [only] = found;
    if (only === undefined || found.length > 1) throw new FieldError('not exactly one signature of this tag');
    return only;
  } catch (cause) {
    if (!(cause instanceof FieldError)) throw cause;
    throw new SignatureError('signature_malformed', `The signature fields are malformed: ${cause.message}.`, {
      cause,
    });
  }
}

export function textParam(params: Params, name: string): string {
  const value = params.get(name);
  if (typeof value !== 'string' || value === '')
    throw new SignatureError('signature_parameters', `The parameter ${name} is missing or not a string.`);

  return value;
}
export function timeParam(params: Params, name: string): number {
  const value = params.get(name);
  if (typeof value !== 'number' || value < 0)
    throw new SignatureError('signature_parameters', `The parameter ${name} is missing or not a time.`);

  return value;
}

export function requireComponents(input: InnerList, required: readonly string[]): void {
  const covered = new Set(input.items.map((item) => serializeItem(item)));
  for (const name of required) {
    const [value = '', parameter] = name.split(';');
    if (!covered.has(parameter === undefined ? `"${value}"` : `"${value}";${parameter}`))
      throw new SignatureError('signature_components', `The signature does not cover ${name}.`);
  }
}

/** RFC 9421 section 3.2, for a signature already read. Throws SignatureError. */
export async function verifySignature(message: Signable, read: ReadSignature, verify: Verify): Promise<void> {
  let base: Uint8Array;
  try {
    base = signatureBase(message, read.input);
  } catch (cause) {
    if (!(cause instanceof ComponentError)) throw cause;
    throw new SignatureError('signature_components', `The signature covers ${cause.message}.`, { cause });
  }
  const { params } = read.input;
  const outcome = await verify(textParam(params, 'keyid'), base, read.signature, params.get('alg'));
  if (outcome === undefined)
    throw new SignatureError('signature_key_unknown', 'The keyid names no key that is in force here.');

  if (!outcome)
    throw new SignatureError('message_signature_invalid', 'The signature does not match this message.');
}
