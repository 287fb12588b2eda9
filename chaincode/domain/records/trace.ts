import Type, { type Static } from 'typebox';
import { Commitment, HourTime, Place, SellerId, closed, oneOf, optionalMembers } from './common.js';

/**
 * A node on a parcel's way: where and when it was seen (EPCIS 2.0). Events follow UPU EMSEVT: EMA, EXA, EXB, EXC, EMC,
 * EMD, EDB, EME, EDC, EMG, EMI. `parcel` counts from 1; absent means the only one.
 */
export const Trace = closed({
  kind: Type.Literal('trace'),
  seller: SellerId,
  at: HourTime,
  order: Commitment,
  event: oneOf([
    'picked-up',
    'export-customs-in',
    'export-customs-held',
    'export-customs-out',
    'departed',
    'arrived',
    'import-customs-in',
    'import-customs-held',
    'import-customs-out',
    'out-for-delivery',
    'signed',
  ]),
  parcel: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
  place: Type.Optional(Place),
  ...optionalMembers,
});
export type Trace = Static<typeof Trace>;
