import { isDeeper, repeatedMember } from '../../../chaincode/domain/json-text.js';
import { CliFailure } from './failure.js';

/** Documents of other standards nest deeper than ours. */
export const depthMax = 32;

/**
 * JSON of somebody else's making: any numbers, but no depth without end and no member twice, of which two readers would each
 * believe another one. `name`: what the text is called where it is wrong. Throws CliFailure `document_malformed`.
 */
export function parseForeign(text: string, name: string): unknown {
  const malformed = (reason: string, cause?: unknown): CliFailure =>
    new CliFailure(`${name} ${reason}`, {
      code: 'document_malformed',
      ...(cause === undefined ? {} : { cause }),
    });
  if (isDeeper(text, depthMax)) throw malformed(`is nested deeper than ${depthMax} levels`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed('is not JSON', cause);
  }
  const repeated = repeatedMember(text);
  if (repeated !== undefined) throw malformed(`has a member twice: ${repeated}`);
  return value;
}

/** UTF-8, strictly: what is replaced in silence would be signed. A byte order mark is passed over. Throws CliFailure. */
export function foreignText(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CliFailure(`${name} is not UTF-8`, { code: 'document_malformed', cause });
  }
}
