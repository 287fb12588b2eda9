import { Ajv, type ErrorObject } from 'ajv';
import type { JsonObject } from '../../../chaincode/domain/canonical.js';

/** What is wrong in a map, and where: an RFC 6901 pointer. */
export interface MapMistake {
  readonly pointer: string;
  readonly reason: string;
}

const ajv = new Ajv({ allErrors: true, verbose: true });

/** What does not fit a schema. A member's own words are what a person can do something with: their own map is no secret. */
export function documentMistakes(schema: object, document: JsonObject): MapMistake[] {
  const validate = ajv.compile(schema);
  if (validate(document)) return [];
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf');
  return errors.map(inWords);
}

interface Params {
  readonly additionalProperty?: string;
  readonly allowedValues?: readonly string[];
  readonly missingProperty?: string;
  readonly limit?: number;
  readonly type?: string;
}

function inWords({ data, instancePath, keyword, params, parentSchema }: ErrorObject): MapMistake {
  if (data === null) return { pointer: instancePath, reason: 'is still to be filled in' };
  const { additionalProperty, allowedValues, limit, missingProperty, type } = params as Params;
  const { properties = {} } = (parentSchema ?? {}) as { properties?: object };
  switch (keyword) {
    case 'additionalProperties': {
      const known = Object.keys(properties).join(', ');
      return {
        pointer: `${instancePath}/${pointerPart(additionalProperty ?? '')}`,
        reason: `unknown member; known here: ${known}`,
      };
    }
    case 'required':
      return { pointer: instancePath, reason: `"${missingProperty ?? ''}" is missing` };
    case 'enum':
      return { pointer: instancePath, reason: `must be one of: ${allowedValues?.join(', ') ?? ''}` };
    case 'type':
      return { pointer: instancePath, reason: `must be ${typeNames[type ?? ''] ?? type ?? ''}` };
    case 'pattern':
      return { pointer: instancePath, reason: 'must be lower-case letters, digits and -' };
    default:
      return {
        pointer: instancePath,
        reason: `too few, too many, too long or too large; the limit is ${limit ?? 0}`,
      };
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'an object of members',
  integer: 'a whole number',
};

/** A name as a part of an RFC 6901 pointer. */
export const pointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
