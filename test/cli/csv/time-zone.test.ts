import { expect } from 'chai';
import { columnsOf, type Column } from '../../../gateway/cli/forms/columns.js';
import { readTime, type TimeReading } from '../../../gateway/cli/forms/time-cell.js';
import { isTimeZone, TimeZone } from '../../../gateway/cli/forms/time-zone.js';

const columnOf = (kind: 'order' | 'certification', name: string): Column =>
  columnsOf(kind).find((column) => column.name === name) as Column;
const [hour, promise] = [columnOf('order', 'at'), columnOf('order', 'deliverBy')];
const [from, until] = [columnOf('certification', 'validFrom'), columnOf('certification', 'validUntil')];
const inZone = (name: string, more: Partial<TimeReading> = {}): TimeReading => ({
  dates: 'YYYY-MM-DD',
  timeZone: new TimeZone(name),
  ...more,
});
const denver = inZone('America/Denver');
const nowhere: TimeReading = { dates: 'YYYY-MM-DD' };

describe('times of a spreadsheet', () => {
  it('make a delivery at 20:00 in Denver on the promised day on time, and one after midnight late', () => {
    const promised = readTime('2026-10-09', promise, denver);
    expect(readTime('2026-10-09T20:00:00-06:00', hour, nowhere) <= promised).to.equal(true);
    expect(readTime('2026-10-09 23:00', hour, denver) <= promised).to.equal(true);
    expect(readTime('2026-10-10 00:00', hour, denver) > promised).to.equal(true);
  });

  for (const [text, column, reading, time] of [
    ['2026-10-09', promise, denver, '2026-10-10T05:00:00Z'],
    ['2026-12-09', promise, denver, '2026-12-10T06:00:00Z'],
    ['2026-10-09', hour, denver, '2026-10-09T06:00:00Z'],
    ['2026-11-01 01:00', hour, denver, '2026-11-01T07:00:00Z'],
    ['2026-03-08 02:00', hour, denver, '2026-03-08T09:00:00Z'],
    ['2026-10-09', hour, inZone('Asia/Kolkata'), '2026-10-08T19:00:00Z'],
    ['2026-10-09', promise, inZone('Asia/Kolkata'), '2026-10-09T18:00:00Z'],
    ['2026-10-09 20:41:07', hour, inZone('America/Denver', { hours: 'round' }), '2026-10-10T02:00:00Z'],
    ['10/09/2026 8:00 PM', hour, inZone('America/Denver', { dates: 'MM/DD/YYYY' }), '2026-10-10T02:00:00Z'],
    ['46304', hour, inZone('UTC', { dates: 'excel' }), '2026-10-09T00:00:00Z'],
    ['2026-03-01', from, nowhere, '2026-03-01T00:00:00Z'],
    ['2026-10-09', promise, nowhere, '2026-10-09T23:00:00Z'],
    ['2026-10-09', hour, nowhere, '2026-10-09T00:00:00Z'],
    ['2027-03-01', until, nowhere, '2027-03-01T23:59:59Z'],
    ['2027-03-01', until, denver, '2027-03-02T06:59:59Z'],
  ] as const) {
    it(`reads ${text} in ${column.name} as ${time}`, () => {
      expect(readTime(text, column, reading)).to.equal(time);
    });
  }

  for (const [text, column, reason] of [
    ['2026-10-09 20:00', promise, '"timeZone": "America/Denver"'],
    ['2026-10-09 20:00', from, 'without an offset'],
  ] as const) {
    it(`refuses ${text} in ${column.name} where no zone is named, and says what to name`, () => {
      expect(() => readTime(text, column, nowhere)).to.throw(reason);
    });
  }

  it('takes zones by their names with a region alone', () => {
    expect(['America/Denver', 'UTC', 'Asia/Kolkata'].every(isTimeZone)).to.equal(true);
    expect(['MST', '+02:00', 'America/Nowhere', '', 7].some(isTimeZone)).to.equal(false);
  });
});
