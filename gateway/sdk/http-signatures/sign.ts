import { base64 } from '../../../chaincode/domain/bytes.js';
import { signatureBase, type Signable } from './signature-base.js';
import { serializeInnerList, type BareItem, type InnerList, type StringItem } from './structured-fields.js';

/** Signs bytes; 64-byte result (ECDSA: r || s as in IEEE P1363; Ed25519 as in RFC 8032). */
export type Sign = (data: Uint8Array) => Uint8Array | Promise<Uint8Array>;

export interface SignatureFields {
  /** Value of `Signature-Input`. */
  readonly signatureInput: string;
  /** Value of `Signature`. */
  readonly signature: string;
}

/** `name` or `name;req`, the two forms this profile covers. */
export function component(text: string): StringItem {
  const [value = '', parameter] = text.split(';');
  return { value, params: new Map(parameter === 'req' ? [['req', true]] : []) };
}

/** RFC 9421 section 3.1. Parameters are written in the order given. */
export async function signMessage(
  message: Signable,
  label: string,
  components: readonly string[],
  params: Iterable<readonly [string, BareItem]>,
  sign: Sign,
): Promise<SignatureFields> {
  const input: InnerList = { items: components.map(component), params: new Map(params) };
  const signature = await sign(signatureBase(message, input));
  return {
    signatureInput: `${label}=${serializeInnerList(input)}`,
    signature: `${label}=:${base64(signature)}:`,
  };
}
