import { expect } from 'chai';
import { noMap, type EpcisMap } from '../../../gateway/cli/epcis/epcis-map.js';
import { readEvent } from '../../../gateway/cli/epcis/event.js';
import { nameOfTransaction, ssccOf } from '../../../gateway/cli/epcis/identifiers.js';
import { statementOf, type Said } from '../../../gateway/cli/epcis/statement.js';
import { objectEvent } from './documents.js';

const ledger = 'a'.repeat(64);
const places: EpcisMap['places'] = new Map([
  ['urn:epc:id:sgln:0614141.07346.1234', { place: 'DEHAM' }],
  ['urn:epc:id:sgln:0614141.00000.1', { place: 'CNSHA', is: 'export-customs' }],
  ['urn:epc:id:sgln:0614141.00000.2', { is: 'buyer' }],
]);
const map: EpcisMap = { ...noMap, places };

function said(change: object, of = map): Said {
  const read = readEvent(JSON.parse(JSON.stringify(objectEvent(change))));
  if ('findings' in read) return read;
  return statementOf(read.event, of, ledger);
}
const eventOf = (change: object, of = map): string | undefined => {
  const found = said(change, of);
  return 'statement' in found ? found.statement.event : undefined;
};

describe('an EPCIS event as a statement', () => {
  it('has the hour in UTC, the place, the parcel, and the name of its transaction', () => {
    expect(said({})).to.deep.equal({
      statement: {
        kind: 'trace',
        event: 'departed',
        at: '2026-05-04T07:00:00Z',
        parcels: ['106141412345678908'],
        transactions: ['12345678'],
        own: [],
        owners: [],
        place: 'DEHAM',
      },
    });
  });

  it('is the same in each of the forms in which words of CBV are written', () => {
    for (const [bizStep, disposition] of [
      ['receiving', 'returned'],
      ['https://ref.gs1.org/cbv/BizStep-receiving', 'https://ref.gs1.org/cbv/Disp-returned'],
      ['urn:epcglobal:cbv:bizstep:receiving', 'urn:epcglobal:cbv:disp:returned'],
      ['cbv:BizStep-receiving', 'cbv:Disp-returned'],
    ])
      expect(eventOf({ bizStep, disposition }), bizStep).to.equal('returned');
  });

  it('goes by the place where the step alone could mean two things', () => {
    const at = (n: number): object => ({ readPoint: { id: `urn:epc:id:sgln:0614141.00000.${n}` } });
    expect(eventOf({ bizStep: 'arriving' })).to.equal('arrived');
    expect(eventOf({ bizStep: 'arriving', ...at(1) })).to.equal('export-customs-in');
    expect(eventOf({ bizStep: 'holding', ...at(1) })).to.equal('export-customs-held');
    expect(eventOf({ bizStep: 'receiving', ...at(2) })).to.equal('delivered');
    // A warehouse that receives is no buyer.
    expect(said({ bizStep: 'receiving', disposition: 'in_progress' })).to.deep.equal({
      leftOut: 'receiving, in_progress',
    });
  });

  it('takes steps of a trade of its own by the map, which goes before the table', () => {
    const own = 'https://carrier.example/steps/out';
    expect(said({ bizStep: own })).to.have.property('leftOut');
    const steps: EpcisMap['steps'] = new Map([
      [own, 'out-for-delivery'],
      ['shipping', 'departed'],
    ]);
    expect(eventOf({ bizStep: own }, { ...map, steps })).to.equal('out-for-delivery');
    expect(eventOf({ bizStep: 'shipping' }, { ...map, steps })).to.equal('departed');
  });

  it('never says where a buyer lives', () => {
    const steps: EpcisMap['steps'] = new Map([['x', 'signed']]);
    expect(said({ bizStep: 'x' }, { ...map, steps })).not.to.have.nested.property('statement.place');
  });

  it('finds UN/LOCODEs in URIs, and tells of places that it does not know', () => {
    const point = (id: string): object => ({ readPoint: { id } });
    expect(said(point('https://vocabulary.uncefact.org/unlocode-de#DEHAM'))).to.have.nested.property(
      'statement.place',
      'DEHAM',
    );
    expect(said(point('urn:epc:id:sgln:1.2.3'))).to.have.nested.property(
      'statement.unknownPlace',
      'urn:epc:id:sgln:1.2.3',
    );
  });

  it('says of a mistake where it is', () => {
    for (const [change, finding] of [
      [{ eventTime: '2026-05-04T01:33:31' }, '/eventTime: not a time with its offset'],
      [{ eventTime: '2026-06-31T10:00:00.000+02:00' }, '/eventTime: there is no such day or time'],
      [{ eventTime: '2026-05-04T10:00:00+19:00' }, '/eventTime: there is no such day or time'],
      [{ eventTime: '1970-01-01T00:00:00Z' }, '/eventTime: the year 1970 is not between'],
      [{ eventTime: 5 }, '/eventTime: wrong type'],
      [{ errorDeclaration: {} }, '/errorDeclaration/declarationTime: required member is missing'],
      [{ bizTransactionList: [{}] }, '/bizTransactionList/0/bizTransaction: required member is missing'],
    ] as const) {
      const found = said(change);
      expect('findings' in found ? found.findings.join() : '').to.include(finding);
    }
  });

  it('reads the check digits and the ids that GS1 gives as examples', () => {
    expect(ssccOf('https://id.gs1.org/00/106141412345678908')).to.equal('106141412345678908');
    expect(ssccOf('urn:epc:id:sgtin:0614141.107346.2017')).to.equal(undefined);
    expect(nameOfTransaction('urn:epcglobal:cbv:bt:0614141073467:1152')).to.equal('1152');
    expect(nameOfTransaction('https://shop.example/po/a%20b')).to.equal('a b');
    expect(nameOfTransaction('https://shop.example/po/%zz')).to.equal('%zz');
  });
});
