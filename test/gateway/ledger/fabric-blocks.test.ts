import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { DecodedBlock } from '../../../gateway/ledger/fabric-shared/block-decoder.js';
import { blockFeed, type BlockSource } from '../../../gateway/ledger/fabric-shared/block-feed.js';
import { blockHash } from '../../../gateway/ledger/fabric-shared/block-header.js';

const bytesOf = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest());

describe('the hash of a Fabric block', () => {
  const [previous, data] = ['11', '22'].map((pair) => Buffer.from(pair.repeat(32), 'hex')) as [
    Buffer,
    Buffer,
  ];
  const tail = `0420${'11'.repeat(32)}0420${'22'.repeat(32)}`;
  /** X.690: INTEGER in the fewest bytes, with a leading zero where it would else be negative. */
  const vectors: [number: number, der: string][] = [
    [0, `3047020100${tail}`],
    [127, `304702017f${tail}`],
    [128, `304802020080${tail}`],
    [255, `3048020200ff${tail}`],
    [256, `304802020100${tail}`],
    [32_768, `30490203008000${tail}`],
  ];
  for (const [number, der] of vectors) {
    it(`is that of the DER of its header: number ${number}`, () => {
      const expected = createHash('sha256').update(Buffer.from(der, 'hex')).digest('hex');
      expect(Buffer.from(blockHash(number, previous, data)).toString('hex')).to.equal(expected);
    });
  }
});

/** A peer in memory. */
class Peer implements BlockSource {
  readonly blocks: DecodedBlock[] = [];
  /** Block numbers that it fails to give, once each. */
  readonly failing = new Set<number>();
  underWay = 0;
  mostUnderWay = 0;
  released = false;
  #wake: () => void = () => undefined;

  constructor(count: number) {
    for (let number = 0; number < count; number += 1) this.add();
  }
  add(change: Partial<DecodedBlock> = {}): void {
    const number = this.blocks.length;
    const previousHash = this.blocks.at(-1)?.hash ?? new Uint8Array();
    const hash = bytesOf(`block ${number}`);
    this.blocks.push({ number, hash, previousHash, transactions: [], outcomes: [], ...change });
    this.#wake();
  }
  height(): Promise<number> {
    return Promise.resolve(this.blocks.length);
  }
  async block(number: number): Promise<DecodedBlock> {
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    await Promise.resolve();
    this.underWay -= 1;
    if (this.failing.delete(number)) throw new Error('the peer is away');
    return this.blocks[number] as DecodedBlock;
  }
  onNewBlock(wake: () => void): Promise<() => void> {
    this.#wake = wake;
    return Promise.resolve(() => {
      this.released = true;
    });
  }
}

async function read(peer: Peer, from: number, count: number): Promise<number[]> {
  const stop = new AbortController();
  const numbers: number[] = [];
  for await (const { number } of blockFeed(peer, from, stop.signal)) {
    numbers.push(number);
    if (numbers.length === count) stop.abort();
  }
  return numbers;
}

const failureOf = (peer: Peer, count: number): Promise<unknown> =>
  read(peer, 0, count).then(
    () => expect.fail('the feed went on'),
    (error: unknown) => (error as Error).message,
  );

describe('the blocks of a Fabric peer', () => {
  it('come from any height, in order, a few at a time', async () => {
    const peer = new Peer(30);
    expect(await read(peer, 10, 20)).to.deep.equal(Array.from({ length: 20 }, (_, index) => 10 + index));
    expect(peer.mostUnderWay).to.be.within(2, 4);
  });

  it('are asked for again where the peer failed to give one: none is left out', async () => {
    const peer = new Peer(9);
    peer.failing.add(2).add(6);
    expect(await read(peer, 0, 9)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('go on live, and the peer is let go at the end', async () => {
    const peer = new Peer(1);
    const reading = read(peer, 0, 3);
    setImmediate(() => peer.add());
    setImmediate(() => setImmediate(() => peer.add()));
    expect(await reading).to.deep.equal([0, 1, 2]);
    expect(peer.released).to.equal(true);
  });

  it('end with an error where one does not follow from the one before', async () => {
    const peer = new Peer(3);
    peer.add({ previousHash: bytesOf('another block') });
    expect(await failureOf(peer, 4)).to.include('does not follow');
  });

  it('end with an error where the peer gives another block than asked for', async () => {
    const peer = new Peer(2);
    peer.add({ number: 1 });
    expect(await failureOf(peer, 3)).to.include('another block');
  });
});
