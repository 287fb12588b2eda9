import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Defect } from '../errors.js';

/** What is wrong with a body that fits its schema. `pointer`: JSON pointer within the body. Never names a value. */
export interface Fault {
  readonly pointer: string;
  readonly reason: string;
}

/** Why a body is not of a form: `document_schema`, with JSON pointers within the policy document. None where it is. */
export interface BodyForm {
  (body: unknown): Defect[];
  readonly schema: TSchema;
}

/** A form by its schema, and by what a schema cannot say: `faultsOf` is asked only of a body that fits. */
export function bodyForm<S extends TSchema>(
  schema: S,
  faultsOf: (body: Static<S>) => readonly Fault[],
): BodyForm {
  const defectsOf = (body: unknown): Defect[] => {
    // Interpreted, not compiled to code: pages that check a score forbid `eval` by their content security policy.
    const misfits = Value.Errors(schema, body).map(({ instancePath, keyword }) => ({
      pointer: instancePath,
      reason: `the policy body does not match its schema: ${keyword}`,
    }));
    const faults = misfits.length > 0 ? misfits : faultsOf(body as Static<S>);
    return faults.map(({ pointer, reason }) => ({
      code: 'document_schema',
      reason,
      pointer: `/body${pointer}`,
    }));
  };
  return Object.assign(defectsOf, { schema });
}
