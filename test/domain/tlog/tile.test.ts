import { expect } from 'chai';
import {
  entryBundle,
  hasTile,
  parseTilePath,
  readEntryBundle,
  tilePath,
  type Tile,
} from '../../../chaincode/domain/tlog/tile.js';

describe('tile paths (C2SP tlog-tiles)', () => {
  // The examples of the specification: index 1234067, and the tiles of a tree of 70,000 leaves.
  const examples: readonly (readonly [path: string, tile: Tile])[] = [
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/0/x001/x234/067.p/8', { level: 0, index: 1_234_067, width: 8 }],
    ['tile/0/272', { level: 0, index: 272, width: 256 }],
    ['tile/0/273.p/112', { level: 0, index: 273, width: 112 }],
    ['tile/1/001.p/17', { level: 1, index: 1, width: 17 }],
    ['tile/2/000.p/1', { level: 2, index: 0, width: 1 }],
    ['tile/entries/x012/345', { level: 'entries', index: 12_345, width: 256 }],
  ];
  for (const [path, tile] of examples) {
    it(`reads and writes ${path}`, () => {
      expect(tilePath(tile)).to.equal(path);
      expect(parseTilePath(path)).to.deep.equal(tile);
    });
  }

  it('has the tiles of 70,000 leaves, and no other', () => {
    const size = 70_000;
    for (const path of ['tile/0/272', 'tile/0/273.p/112', 'tile/1/000', 'tile/1/001.p/17', 'tile/2/000.p/1'])
      expect(hasTile(size, parseTilePath(path) as Tile), path).to.equal(true);
    for (const path of [
      'tile/0/273',
      'tile/0/273.p/113',
      'tile/1/001',
      'tile/1/001.p/18',
      'tile/2/000',
      'tile/3/000.p/1',
    ])
      expect(hasTile(size, parseTilePath(path) as Tile), path).to.equal(false);
  });

  for (const path of [
    'tile/0/67',
    'tile/0/x000/067',
    'tile/00/067',
    'tile/64/000',
    'tile/0/x001/x234/067.p/256',
    'tile/0/067.p/0',
    'tile/0/067.p/08',
    'tile/data/067',
    'tile/0/001/234',
    'tile/0/067/',
    'tile/0/../067',
    'tile/-1/067',
  ])
    it(`does not take ${path}`, () => expect(parseTilePath(path)).to.equal(undefined));

  it('packs entries after their lengths', () => {
    const entries = [new Uint8Array(), Uint8Array.of(7), new Uint8Array(65_535).fill(1)];
    const bundle = entryBundle(entries);
    expect([...bundle.subarray(0, 5)]).to.deep.equal([0, 0, 0, 1, 7]);
    expect(readEntryBundle(bundle)).to.deep.equal(entries);
    for (const cut of [1, 3, 4, 100]) expect(readEntryBundle(bundle.subarray(0, cut))).to.equal(undefined);
    expect(() => entryBundle([new Uint8Array(65_536)])).to.throw(RangeError);
  });
});
