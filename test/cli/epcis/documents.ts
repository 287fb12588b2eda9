/** A made-up EPCIS document of the true shape. */
export function epcisDocument(eventList: readonly object[], change: object = {}): string {
  return JSON.stringify({
    '@context': [
      'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      { example: 'http://ns.example.com/epcis/' },
    ],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-05-20T10:00:00.000+02:00',
    epcisBody: { eventList },
    ...change,
  });
}

/** An object event of a carrier's, with what a test changes of it. */
export const objectEvent = (change: object = {}): Record<string, unknown> => ({
  eventID: 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizStep: 'departing',
  disposition: 'in_transit',
  eventTime: '2026-05-04T01:33:31.116-06:00',
  eventTimeZoneOffset: '-06:00',
  epcList: ['urn:epc:id:sscc:0614141.1234567890'],
  readPoint: { id: 'urn:epc:id:sgln:0614141.07346.1234' },
  bizTransactionList: [{ type: 'po', bizTransaction: 'https://shop.example/po/12345678' }],
  'example:myField': { deep: [1.5, null] },
  ...change,
});
