import { serializeInnerList, serializeItem, type InnerList, type StringItem } from './structured-fields.js';

/** What of a request a signature can cover. Header names are asked for in lower case. */
export interface SignableRequest {
  readonly method: string;
  /** Absolute URI, as the client meant it: a server builds it from its configuration, never from Host. */
  readonly targetUri: string;
  /** The field's values joined with ", ", or undefined when absent. */
  header(name: string): string | undefined;
}
export interface SignableResponse {
  readonly status: number;
  header(name: string): string | undefined;
  /** The request that this answers, for components with `;req`. */
  readonly request: SignableRequest;
}
export type Signable = SignableRequest | SignableResponse;

/** A covered component is missing or of a sort that this profile does not know. */
export class ComponentError extends Error {}

function requestComponent(request: SignableRequest, name: string): string | undefined {
  if (!name.startsWith('@')) return request.header(name);
  switch (name) {
    case '@method':
      return request.method;
    case '@target-uri':
      return request.targetUri;
    case '@authority':
      return new URL(request.targetUri).host;
    case '@path':
      return new URL(request.targetUri).pathname;
    default:
      return undefined;
  }
}

function componentValue(message: Signable, item: StringItem): string {
  const isResponse = 'status' in message;
  const ofRequest = item.params.get('req') === true;
  if (item.params.size > (ofRequest ? 1 : 0)) throw new ComponentError('an unknown component parameter');
  if (ofRequest && !isResponse) throw new ComponentError('"req" outside an answer');
  if (item.value !== item.value.toLowerCase()) throw new ComponentError('a field name in upper case');
  let value: string | undefined;
  if (!isResponse) value = requestComponent(message, item.value);
  else if (ofRequest) value = requestComponent(message.request, item.value);
  else if (item.value === '@status') value = String(message.status);
  else if (!item.value.startsWith('@')) value = message.header(item.value);
  if (value === undefined) throw new ComponentError('a covered component is absent or unknown');
  // A line break in a value could forge a further component line.
  if (/[\r\n]/.test(value)) throw new ComponentError('a component value holds a line break');
  return value.trim();
}

/** RFC 9421 section 2.5. Throws ComponentError. */
export function signatureBase(message: Signable, input: InnerList): Uint8Array {
  const seen = new Set<string>();
  let base = '';
  for (const item of input.items) {
    const identifier = serializeItem(item);
    if (seen.has(identifier)) throw new ComponentError('a component is covered twice');
    seen.add(identifier);
    base += `${identifier}: ${componentValue(message, item)}\n`;
  }
  return new TextEncoder().encode(`${base}"@signature-params": ${serializeInnerList(input)}`);
}
