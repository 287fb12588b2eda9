import { expect } from 'chai';
import {
  formatCheckpoint,
  parseCheckpoint,
  type Checkpoint,
} from '../../../chaincode/domain/tlog/checkpoint.js';

const checkpoint: Checkpoint = {
  ledger: '5e'.repeat(32),
  size: 1_234,
  root: new Uint8Array(32).fill(0xfb),
  map: new Uint8Array(32).fill(1),
  epoch: 7,
  asof: 1_790_000_000,
  fold: 1,
};
const body = [
  `stl/${'5e'.repeat(32)}`,
  '1234',
  '+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s=',
  'map AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=',
  'epoch 7',
  'asof 2026-09-21T14:13:20Z',
  'fold 1',
  '',
].join('\n');

describe('a checkpoint’s body (C2SP tlog-checkpoint)', () => {
  it('is written line by line, and read back', () => {
    expect(formatCheckpoint(checkpoint)).to.equal(body);
    expect(parseCheckpoint(body)).to.deep.equal(checkpoint);
  });

  for (const [what, other] of [
    ['a leading zero', body.replace('\n1234\n', '\n01234\n')],
    ['a size beyond the safe range', body.replace('\n1234\n', '\n9007199254740993\n')],
    [
      'another order of lines',
      body.replace('epoch 7\nasof 2026-09-21T14:13:20Z', 'asof 2026-09-21T14:13:20Z\nepoch 7'),
    ],
    ['an unknown line', `${body}other 1\n`],
    ['a missing line', body.replace('fold 1\n', '')],
    ['upper-case digits in its origin', body.replace(/5e/g, '5E')],
    ['a day that does not exist', body.replace('2026-09-21', '2026-02-30')],
    ['another zone', body.replace('Z\n', '+00:00\n')],
    ['stray bits in its root', body.replace('+/s=', '+/t=')],
    ['a carriage return', body.replace('epoch 7\n', 'epoch 7\r\n')],
    ['no line feed at the end', body.slice(0, -1)],
  ] as const)
    it(`is refused with ${what}`, () => expect(parseCheckpoint(other)).to.equal(undefined));
});
