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
