import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import type { Defect, RefusalCode } from '../../../chaincode/domain/errors.js';

/**
 * Stands in for chaincode/domain/schema-check.ts in pages: a check compiled to a function would be a script, which their
 * policy forbids. Says only that a value does not fit, not where.
 */
export const compileSchema =
  (schema: TSchema, code: RefusalCode) =>
  (value: unknown): readonly Defect[] =>
    Check(schema, value) ? [] : [{ code, reason: 'does not fit the schema', pointer: '' }];
