import type { PolicyDocument } from '../consortium/policy-document.js';
import { isHalfLife } from './half-lives.js';
import { byForm } from './by-form.js';
import { scorePolicy1 } from './score-policy-1.js';
import type { scoreForms } from './score-policy.js';

/** A body of each form. */
const examples: Readonly<Record<keyof typeof scoreForms, PolicyDocument['body']>> = { 1: scorePolicy1.body };

/**
 * True for a policy, accepted by the ledger, that this code scores by in full. A later program may add members: who passed
 * them over would get another score and call the honest one forged. Checked against the shape of a body of the same form,
 * for a schema library would make up most of the verifier that pages load.
 */
export function isKnownScorePolicy({ body }: PolicyDocument): boolean {
  const example = byForm(examples, body);
  if (example === undefined || !hasShapeOf(body, example)) return false;
  const { components } = body as { readonly components: Readonly<Record<string, { halfLife?: number }>> };
  return Object.values(components).every(({ halfLife }) => halfLife === undefined || isHalfLife(halfLife));
}

/** The same members everywhere, each a value of the same type; lists of any length, numbers whole. */
function hasShapeOf(value: unknown, known: unknown): boolean {
  if (Array.isArray(known))
    return Array.isArray(value) && value.every((item) => hasShapeOf(item, known[0] as unknown));
  if (typeof known === 'number') return Number.isSafeInteger(value);
  if (typeof known !== 'object' || known === null) return typeof value === typeof known;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const members = Object.entries(known);
  return (
    Object.keys(value).length === members.length &&
    members.every(
      ([name, like]) =>
        Object.hasOwn(value, name) && hasShapeOf((value as Readonly<Record<string, unknown>>)[name], like),
    )
  );
}
