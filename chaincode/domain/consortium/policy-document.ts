import Type, { type Static } from 'typebox';
import { closed, oneOf } from '../records/common.js';

export const policyNames = ['score', 'lenses', 'market', 'settlement', 'alerts', 'retention'] as const;
export type PolicyName = (typeof policyNames)[number];

/** A versioned policy document; its body is checked by the module that reads it. */
export const PolicyDocument = closed({
  name: oneOf(policyNames),
  version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  body: Type.Object({}, { additionalProperties: true }),
});
export type PolicyDocument = Static<typeof PolicyDocument>;
