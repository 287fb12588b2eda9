import Type, { type Static } from 'typebox';
import { LocalId, Product, SellerId, Time, closed, oneOf, optionalMembers } from './common.js';
import type { RecordDefinition } from './definition.js';

const Defects = closed({
  found: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  limit: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
});

/** An inspection of a lot by sampling (ISO 2859-1), by a body of ISO/IEC 17020. */
export const Inspection = closed({
  kind: Type.Literal('inspection'),
  seller: SellerId,
  at: Time,
  inspection: LocalId,
  stage: oneOf(['pre-sale', 'in-sale', 'after-sale']),
  lot: closed({ id: LocalId, size: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }) }),
  sample: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  defects: closed({ critical: Defects, major: Defects, minor: Defects }),
  result: oneOf(['pass', 'fail']),
  product: Type.Optional(Product),
  ...optionalMembers,
});
export type Inspection = Static<typeof Inspection>;

export const inspection: RecordDefinition<typeof Inspection> = {
  schema: Inspection,
  since: 1,
  check(record, findings) {
    const { critical, major, minor } = record.defects;
    findings.refuseIf(record.sample > record.lot.size, '/sample', 'sample is larger than its lot');
    const failed = critical.found > critical.limit || major.found > major.limit || minor.found > minor.limit;
    // ISO 2859-1: a lot with more defects than the acceptance number is not acceptable.
    findings.refuseIf(failed && record.result === 'pass', '/result', 'defects exceed a limit');
    findings.product(record.product, '/product');
  },
};
