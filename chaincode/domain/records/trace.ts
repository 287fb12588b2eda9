import Type, { type Static } from 'typebox';
import {
  Commitment,
  HourTime,
  ParcelNumber,
  Place,
  SellerId,
  closed,
  oneOf,
  optionalMembers,
} from './common.js';
import type { RecordDefinition } from './definition.js';

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
  parcel: Type.Optional(ParcelNumber),
  place: Type.Optional(Place),
  ...optionalMembers,
});
export type Trace = Static<typeof Trace>;

/** Who handles the parcel at an event: whoever moves it, customs, or the buyer at the door. */
export const handlerAt: Readonly<Record<Trace['event'], 'carrier' | 'customs' | 'buyer'>> = {
  'picked-up': 'carrier',
  'export-customs-in': 'customs',
  'export-customs-held': 'customs',
  'export-customs-out': 'customs',
  departed: 'carrier',
  arrived: 'carrier',
  'import-customs-in': 'customs',
  'import-customs-held': 'customs',
  'import-customs-out': 'customs',
  'out-for-delivery': 'buyer',
  signed: 'buyer',
};

export const trace: RecordDefinition<typeof Trace> = {
  schema: Trace,
  since: 2,
  check({ event, place }, findings) {
    const atTheBuyers = handlerAt[event] === 'buyer';
    findings.refuseIf(atTheBuyers && place !== undefined, '/place', 'would tell where the buyer lives');
    findings.country(place?.slice(0, 2), '/place');
  },
};
