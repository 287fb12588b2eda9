import Type, { type Static } from 'typebox';
import {
  Country,
  LocalId,
  Product,
  Scheme,
  SellerId,
  Time,
  closed,
  oneOf,
  optionalMembers,
} from './common.js';
import type { RecordDefinition } from './definition.js';
import { isAfter } from './findings.js';

/** A certificate of conformity (ISO/IEC 17065; UNTP Digital Conformity Credential) or of an IP right. */
export const Certification = closed({
  kind: Type.Literal('certification'),
  seller: SellerId,
  at: Time,
  certificate: LocalId,
  subject: oneOf(['product', 'facility', 'organisation', 'ip-right']),
  right: Type.Optional(oneOf(['trademark', 'patent', 'copyright', 'design', 'authorised-reseller'])),
  scheme: Scheme,
  jurisdictions: Type.Array(Country, { minItems: 1, maxItems: 64, uniqueItems: true }),
  validFrom: Time,
  validUntil: Time,
  assessmentLevel: oneOf([
    'authority-benchmark',
    'authority-mandate',
    'authority-globalmra',
    'authority-peer',
    'authority-extended-mra',
    'scheme-self',
    'scheme-cab',
    'no-endorsement',
  ]),
  products: Type.Optional(Type.Array(Product, { minItems: 1, maxItems: 32 })),
  ...optionalMembers,
});
export type Certification = Static<typeof Certification>;

export const certification: RecordDefinition<typeof Certification> = {
  schema: Certification,
  since: 1,
  check(record, findings) {
    findings.time(record.validFrom, '/validFrom');
    findings.time(record.validUntil, '/validUntil');
    findings.refuseIf(!isAfter(record.validUntil, record.validFrom), '/validUntil', 'not after validFrom');
    findings.refuseIf(!isAfter(record.validUntil, record.at), '/validUntil', 'not after the date of issue');
    const ofRight = record.subject === 'ip-right';
    findings.refuseIf(ofRight && record.right === undefined, '/right', 'an IP right must say which');
    findings.refuseIf(!ofRight && record.right !== undefined, '/right', 'only an IP right has it');
    record.jurisdictions.forEach((code, i) => findings.country(code, `/jurisdictions/${i}`));
    record.products?.forEach((product, i) => findings.product(product, `/products/${i}`));
  },
};
