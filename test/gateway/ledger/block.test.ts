import { expect } from 'chai';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import {
  encodeBlock,
  encodeHeader,
  encodeTransactions,
  openBlock,
  sha256Hex,
  transactionsOf,
  type TransactionRecord,
} from '../../../gateway/ledger/embedded/block.js';
import { StoreError } from '../../../gateway/ledger/embedded/store-error.js';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const read = fc.tuple(text, fc.option(fc.tuple(fc.nat(), fc.nat()), { nil: null }));
const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const transaction: fc.Arbitrary<TransactionRecord> = fc.record(
  {
    args: fc.array(text, { maxLength: 3 }),
    caller: fc.record({ mspId: text, admin: fc.boolean() }),
    code: fc.constantFrom('VALID', 'MVCC_READ_CONFLICT', 'PHANTOM_READ_CONFLICT'),
    event: fc.record({ payload: text, name: text }),
    name: text,
    ranges: fc.array(
      fc.record({ start: text, end: text, exhausted: fc.boolean(), reads: fc.array(read, { maxLength: 3 }) }),
      { maxLength: 2 },
    ),
    reads: fc.array(read, { maxLength: 4 }),
    result: text,
    time: fc.nat(),
    txId: hex,
    writes: fc.array(
      fc.record(
        { key: text, digest: hex, length: fc.nat(), value: text },
        { requiredKeys: ['key', 'digest', 'length'] },
      ),
      { maxLength: 3 },
    ),
  },
  {
    requiredKeys: ['args', 'caller', 'code', 'name', 'ranges', 'reads', 'result', 'time', 'txId', 'writes'],
  },
);

function blockOf(transactions: readonly TransactionRecord[]): Buffer {
  const data = encodeTransactions(transactions);
  const header = encodeHeader({ dataHash: sha256Hex(data), number: 7, previousHash: 'ab'.repeat(32) });
  return encodeBlock(header, [{ mspId: 'PlatformMSP', signature: 'AAAA' }], data);
}

describe('a stored block', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.array(transaction, { maxLength: 4 }), (transactions) => {
        expect(transactionsOf(openBlock(7, blockOf(transactions)))).to.deep.equal(transactions);
      }),
    );
  });

  it('is canonical JSON (RFC 8785) line by line', () => {
    fc.assert(
      fc.property(fc.array(transaction, { minLength: 1, maxLength: 3 }), (transactions) => {
        for (const line of blockOf(transactions).toString().trimEnd().split('\n'))
          expect(canonicalize(JSON.parse(line))).to.equal(line);
      }),
    );
  });

  it('is refused, or has another hash, after any change but of its signatures', () => {
    fc.assert(
      fc.property(
        fc.array(transaction, { minLength: 1, maxLength: 2 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (transactions, position, mask) => {
          const bytes = blockOf(transactions);
          const { hash, headerBytes, data } = openBlock(7, bytes);
          const signatures = bytes.length - headerBytes.length - data.length;
          const place = position % (bytes.length - signatures);
          const at = place < headerBytes.length ? place : place + signatures;
          bytes[at] = (bytes[at] as number) ^ mask;
          let changed: string | undefined;
          try {
            changed = openBlock(7, bytes).hash;
          } catch (error) {
            expect(error).to.be.instanceOf(StoreError);
          }
          expect(changed).not.to.equal(hash);
        },
      ),
    );
  });
});
