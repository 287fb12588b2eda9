import { expect } from 'chai';
import { CellError } from '../../../gateway/cli/forms/cell-error.js';
import { KnownReferences } from '../../../gateway/cli/references/known-references.js';
import { commitment } from '../../support/records.js';

const shop1 = { seller: 'demo-platform.shop1', order: commitment('1') };
const shop2 = { seller: 'demo-platform.shop2', order: commitment('2') };
const again = { seller: 'demo-platform.shop1', order: commitment('3') };

describe('what a partner quotes of its own references', () => {
  let asked: string[][];
  let known: KnownReferences;

  beforeEach(() => {
    asked = [];
    const orders = new Map([
      ['T-1', [shop1]],
      ['BASKET', [shop1, shop2]],
      ['TWICE', [shop1, again]],
    ]);
    const client = {
      findReferences: (references: readonly string[]) => {
        asked.push([...references]);
        return Promise.resolve(
          references.map((reference) => ({ reference, orders: orders.get(reference) ?? [] })),
        );
      },
    };
    known = new KnownReferences(client, { ledger: 'ledger', partner: 'demo-carrier' });
  });
  const why = (reference: string, seller?: string): string => {
    try {
      known.quote(reference, seller);
    } catch (error) {
      if (error instanceof CellError) return error.message;
      throw error;
    }
    throw new Error('it was quoted');
  };

  it('asks for each reference once, and for none that the gateway would not take', async () => {
    await known.learn(['T-1', 'T-1', 'NONE', 'a\tb', 'a'.repeat(129), 'Zürich', '']);
    await known.learn(['T-1', 'NONE']);
    expect(asked).to.deep.equal([['T-1', 'NONE']]);
    expect(known.isKnown('T-1')).to.equal(true);
    expect(known.isKnown('NONE')).to.equal(false);
    expect(why('a\tb')).to.include('ASCII');
  });

  it('gives order and seller, and one token for all that becomes of a payment', async () => {
    await known.learn(['T-1', 'BASKET']);
    const quoted = known.quote('T-1');
    expect(quoted).to.include(shop1);
    expect(quoted.token).to.match(/^[A-Za-z0-9_-]{43}$/);
    expect(known.quote('T-1', shop1.seller)).to.deep.equal(quoted);
    expect(known.quote('BASKET', shop2.seller).token).not.to.equal(quoted.token);
  });

  it('never guesses: neither an unknown reference, nor one of several orders', async () => {
    await known.learn(['T-1', 'BASKET', 'TWICE', 'NONE']);
    expect(why('NONE')).to.include('knows no order');
    expect(why('never asked')).to.include('knows no order');
    expect(why('BASKET')).to.include('a column seller must say which');
    expect(why('TWICE', shop1.seller)).to.include('several orders of the seller');
    expect(why('T-1', shop2.seller)).to.include('of another seller');
    expect(known.quote('BASKET', shop2.seller)).to.include(shop2);
  });
});
