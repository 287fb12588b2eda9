import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Defect } from '../errors.js';

/** What is wrong with a body that fits its schema. `pointer`: JSON pointer within the body. Never names a value. */
export interface Fault {
  readonly pointer: string;
  readonly reason: string;
}

/** What the bodies of one form have in common. */
export interface BodyForm<S extends TSchema = TSchema> {
  readonly schema: S;
  /** What a schema cannot say. Asked only of a body that fits it. */
  faults(this: void, body: Static<S>): readonly Fault[];
}

/** Why a body is not of a form: `document_schema`, with JSON pointers within the policy document. */
export function bodyDefects(form: BodyForm, body: unknown): Defect[] {
  // Interpreted, not compiled to code: pages that check a score forbid `eval` by their content security policy.
  const misfits = Value.Errors(form.schema, body).map(({ instancePath, keyword }) => ({
    pointer: instancePath,
    reason: `the policy body does not match its schema: ${keyword}`,
  }));
  const faults = misfits.length > 0 ? misfits : form.faults(body);
  return faults.map(({ pointer, reason }) => ({
    code: 'document_schema',
    reason,
    pointer: `/body${pointer}`,
  }));
}
