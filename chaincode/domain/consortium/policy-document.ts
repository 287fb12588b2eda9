import Type, { type Static } from 'typebox';
import { closed, oneOf } from '../records/common.js';

export const policyNames = ['score', 'lenses', 'market', 'settlement', 'alerts', 'retention'] as const;
export type PolicyName = (typeof policyNames)[number];

/** What k organisations decided on one subject. `policies/` has the schema of its body. */
export const PolicyDocument = closed({
  name: oneOf(policyNames, 'What it decides on'),
  version: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    description: '1 in a consortium document; then one more than the version in force',
  }),
  body: Type.Object(
    {},
    { additionalProperties: true, description: 'What was decided: its form goes by the name' },
  ),
});
export type PolicyDocument = Static<typeof PolicyDocument>;
