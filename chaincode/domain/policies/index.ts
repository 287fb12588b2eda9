import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { Refusal, type Defect } from '../errors.js';
import type { PolicyDocument } from '../consortium/policy-document.js';
import { ScorePolicyBody, scorePolicyDefects, type ScorePolicy } from './score-policy.js';

/** Schemas of policy bodies, by policy name. A name without one is not read by this version of the code. */
export const policySchemas: { readonly [N in PolicyDocument['name']]?: TSchema } = {
  score: ScorePolicyBody,
};

/**
 * Refuses a policy body that its reader could not use, so that no such document is ever in force.
 *
 * @throws Refusal `document_schema`, with one defect for each fault and its JSON pointer within the document.
 */
export function assertPolicyBody(document: PolicyDocument): void {
  const schema = policySchemas[document.name];
  if (schema === undefined) return;
  // Interpreted, not compiled to code: pages that verify a badge forbid `eval` by their content security policy.
  const defects: Defect[] = Value.Errors(schema, document.body).map((error) => ({
    code: 'document_schema',
    reason: `the policy body does not match its schema: ${error.keyword}`,
    pointer: `/body${error.instancePath}`,
  }));
  if (defects.length === 0 && document.name === 'score')
    for (const { pointer, reason } of scorePolicyDefects(document.body as ScorePolicyBody))
      defects.push({ code: 'document_schema', reason, pointer: `/body${pointer}` });
  const [first, ...rest] = defects;
  if (first !== undefined) throw new Refusal([first, ...rest]);
}

/** @throws Refusal `document_schema` where the document is not a usable score policy. */
export function parseScorePolicy(document: PolicyDocument): ScorePolicy {
  if (document.name !== 'score')
    throw new Refusal({ code: 'document_schema', reason: 'not a score policy', pointer: '/name' });
  assertPolicyBody(document);
  return { version: document.version, ...(document.body as ScorePolicyBody) };
}
