import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Defect, RefusalCode } from './errors.js';

/** Checks a value; the first defects of it, none where it fits. */
export type SchemaCheck = (value: unknown) => readonly Defect[];

const ajv = new Ajv({ allErrors: true, coerceTypes: false, removeAdditional: false, useDefaults: false });
const none: readonly Defect[] = [];

// Own words by keyword: ajv's messages may name the input's members and values.
const reasons: Readonly<Record<string, string>> = {
  type: 'wrong type',
  required: 'required member is missing',
  additionalProperties: 'unknown member',
  enum: 'not one of the allowed values',
  const: 'not the required value',
  pattern: 'text has the wrong form',
  minimum: 'number is too small',
  maximum: 'number is too large',
  minItems: 'too few items',
  maxItems: 'too many items',
  minLength: 'text is too short',
  maxLength: 'text is too long',
  uniqueItems: 'items are repeated',
  anyOf: 'fits none of the allowed forms',
};

function defectOf(code: RefusalCode, error: ErrorObject): Defect {
  const missing = error.keyword === 'required' ? `/${String(error.params['missingProperty'])}` : '';
  return {
    code,
    reason: reasons[error.keyword] ?? 'does not fit the schema',
    pointer: `${error.instancePath}${missing}`,
  };
}

/**
 * Compiles a JSON Schema once, when it is first needed: all that a program imports but never uses would else cost it most
 * of its start. Every defect it finds has `code`.
 */
export function compileSchema(schema: object, code: RefusalCode): SchemaCheck {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= ajv.compile(schema);
    return validate(value) ? none : (validate.errors ?? []).map((error) => defectOf(code, error));
  };
}
