import Type, { type Static } from 'typebox';
import { closed, oneOf } from '../records/common.js';

export const policyNames = ['score', 'lenses', 'market', 'settlement', 'alerts', 'retention'] as const;
export type PolicyName = (typeof policyNames)[number];

/** What k organisations decided on one subject. `policies/` has the schema of its body. */
export const PolicyDocument = closed({
  name: oneOf(policyNames),
  version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  body: Type.Object({}, { additionalProperties: true }),
});
export type PolicyDocument = Static<typeof PolicyDocument>;
