import { Refusal, type Defect } from '../errors.js';
import type { PolicyDocument, PolicyName } from '../consortium/policy-document.js';
import type { BodyForm } from './body-form.js';
import { byForm } from './by-form.js';
import { scoreForms, type ScorePolicy, type ScorePolicyBody } from './score-policy.js';

/**
 * The forms that a body may have, by the policy's name and the number in the body's member `v`; a body without one has
 * form 1. A form stays as it is once a policy of it was published, or what followed from that policy could not be
 * computed again: a change is a new form beside it. Of a name without forms nothing can be published yet.
 */
export const bodyForms: Readonly<Record<PolicyName, Readonly<Record<number, BodyForm>>>> = {
  score: scoreForms,
  lenses: {},
  market: {},
  settlement: {},
  alerts: {},
  retention: {},
};

/**
 * Why a policy must not be in force: nobody could read its body. `document_schema`, with JSON pointers within the
 * document.
 */
export function policyDefects({ body, name }: PolicyDocument): Defect[] {
  const forms = bodyForms[name];
  const refused = (reason: string, pointer: string): Defect[] => [
    { code: 'document_schema', reason, pointer },
  ];
  if (Object.keys(forms).length === 0) return refused('no policy of this name can be read yet', '/name');
  const form = byForm(forms, body);
  return form === undefined ? refused('no such form of this policy', '/body/v') : form(body);
}

/** @throws Refusal `document_schema` where the document is not a usable score policy. */
export function parseScorePolicy(document: PolicyDocument): ScorePolicy {
  if (document.name !== 'score')
    throw new Refusal({ code: 'document_schema', reason: 'not a score policy', pointer: '/name' });
  const [first, ...rest] = policyDefects(document);
  if (first !== undefined) throw new Refusal([first, ...rest]);
  return { version: document.version, ...(document.body as ScorePolicyBody) };
}
