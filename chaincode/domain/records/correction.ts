import Type, { type Static } from 'typebox';
import { RecordId, SellerId, Time, closed, oneOf } from './common.js';
import type { RecordDefinition } from './definition.js';

/**
 * Takes back one record of the same issuer (EPCIS `errorDeclaration`). The optional replacement is a whole
 * record of the target's kind and seller; it takes the target's place. Its own schema is applied to it.
 */
export const Correction = closed({
  kind: Type.Literal('correction'),
  seller: SellerId,
  at: Time,
  target: RecordId,
  reason: oneOf(['did_not_occur', 'incorrect_data']),
  replacement: Type.Optional(
    Type.Object({ kind: Type.String(), seller: SellerId }, { additionalProperties: true }),
  ),
});
export type Correction = Static<typeof Correction>;

export const correction: RecordDefinition<typeof Correction> = {
  schema: Correction,
  since: 1,
  check({ reason, replacement }, findings) {
    const contradicts = reason === 'did_not_occur' && replacement !== undefined;
    findings.refuseIf(contradicts, '/replacement', 'what did not occur has no replacement');
  },
};
