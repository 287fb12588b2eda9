import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import type { Defect, RefusalCode } from '../../../chaincode/domain/errors.js';

/**
 * Takes the place of chaincode/domain/schema-check.ts in pages: scripts/build-web.mjs swaps them. That one compiles schemas
 * to functions, which the pages' policy forbids. This one says only that a value does not fit, not where.
 */
export const compileSchema =
  (schema: TSchema, code: RefusalCode) =>
  (value: unknown): readonly Defect[] =>
    Check(schema, value) ? [] : [{ code, reason: 'does not fit the schema', pointer: '' }];
