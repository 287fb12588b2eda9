import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { CertificateIndex } from '../../../gateway/services/read/certificate-index.js';

/** Certificates in the ledger's order, by number; `reads` counts how many were looked at. */
function ledger(numbers: readonly string[]) {
  const stated = [...numbers];
  let reads = 0;
  const index = new CertificateIndex({
    certificateCount: () => stated.length,
    certificateAt: (place) => {
      reads += 1;
      const certificate = stated[place];
      return certificate === undefined ? undefined : { certificate, issuer: 'lab', seller: 'a.b' };
    },
  });
  return { stated, index, reads: () => reads };
}

describe('the index of certificates by number', () => {
  it('finds a number however it was copied from paper', async () => {
    const { index } = ledger(['DC-1-1', 'CN.2024_0007', 'DC-11', 'other']);
    for (const written of ['DC-1-1', 'dc 1 1', 'Dc‑1–1', ' DC/1/1 ', 'ＤＣ１１', 'DC\u00a011'])
      expect(await index.find(written), written).to.deep.equal([0, 2]);
    expect(await index.find('cn 2024 0007')).to.deep.equal([1]);
    for (const careless of ['', ' - ', '__proto__', 'DC', '🙂', 'DC11x'])
      expect(await index.find(careless), careless).to.deep.equal([]);
  });

  it('reads each certificate once, also where many ask at the same time', async () => {
    const all = Array.from({ length: 1_000 }, (_, i) => `N-${i}`);
    const { index, reads, stated } = ledger(all);
    const found = await Promise.all(['N-1', 'n999', 'N 500'].map((number) => index.find(number)));
    expect(found).to.deep.equal([[1], [999], [500]]);
    // One more for each that was found: it is compared with the ledger.
    expect(reads()).to.equal(1_003);
    stated.push('later');
    expect(await index.find('LATER')).to.deep.equal([1_000]);
    expect(reads()).to.equal(1_005);
  });

  it('lets others have their turn meanwhile, however long one certificate takes to read', async () => {
    const index = new CertificateIndex({
      certificateCount: () => 20,
      certificateAt(place) {
        for (const end = performance.now() + 5; performance.now() < end;);
        return { certificate: `N-${place}`, issuer: 'lab', seller: 'a.b' };
      },
    });
    let isFound = false;
    const finding = index.find('N-19').then((places) => {
      isFound = true;
      return places;
    });
    let turns = 0;
    for (; !isFound; turns++) await nextTurn();
    expect(await finding).to.deep.equal([19]);
    expect(turns).to.be.at.least(5);
  });

  it('forgets all places when the ledger was folded anew in another way', async () => {
    const { index, stated } = ledger(['A', 'B']);
    expect(await index.find('b')).to.deep.equal([1]);
    stated.splice(0, 2, 'B', 'C', 'A');
    expect(await index.find('b')).to.deep.equal([0]);
    expect(await index.find('a')).to.deep.equal([2]);
    stated.splice(0, 3, 'A');
    expect(await index.find('c')).to.deep.equal([]);
    expect(await index.find('a')).to.deep.equal([0]);
  });
});
