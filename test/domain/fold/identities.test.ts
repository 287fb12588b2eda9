import { expect } from 'chai';
import { joinedAggregateOf } from '../../../chaincode/domain/fold/read-aggregate.js';
import { daySeconds } from '../../../chaincode/domain/time.js';
import { Story, certification, correction, identity, inspection, order, startDay, status } from './story.js';

const register = (number: string) => [{ country: 'DE', registrar: 'hrb', number }];

describe('identities', () => {
  it('take the newest statement of each member, the certifier before the platform', () => {
    const story = new Story();
    story.say('platform', identity({ country: 'FR', level: 'self-declared', shopDomains: ['b.example'] }));
    story.say('certifier', identity({ level: 'register' }));
    story.say('platform', identity({ country: 'DE', level: 'document' }));
    const { country, level, shopDomains } = story.aggregate().public;
    expect({ country, level, shopDomains }).to.deep.equal({
      country: 'DE',
      level: 'register',
      shopDomains: ['b.example'],
    });
  });

  it('show as linked the sellers that share a register entry, until one statement is taken back', () => {
    const story = new Story();
    story.say('platform', identity({ registers: register('1') }));
    const shared = story.say('other', identity({ seller: 'bazaar.b', registers: register('1') }));
    story.say('other', identity({ seller: 'bazaar.c', registers: register('2') }));
    expect(story.aggregate().public.linked).to.deep.equal(['bazaar.b']);
    expect(story.aggregate('bazaar.b').public.linked).to.deep.equal(['shop.a']);
    story.say('other', correction(shared, undefined, 'bazaar.b'));
    expect(story.aggregate().public.linked).to.deep.equal([]);
  });

  const join = (story: Story): string => {
    story.say('platform', identity({ sameAs: 'bazaar.b' }));
    story.say('other', identity({ seller: 'bazaar.b', sameAs: 'shop.a' }));
    return story.say('seller', identity({ sameAs: 'bazaar.b' }));
  };

  it('join two ids only with both platforms and the seller', () => {
    for (const missing of [0, 1, 2]) {
      const story = new Story();
      join(story);
      story.statements.splice(missing, 1);
      expect(story.aggregate().public.joined, `without statement ${missing}`).to.deep.equal([]);
    }
    const story = new Story();
    join(story);
    expect(story.aggregate().public.joined).to.deep.equal(['bazaar.b']);
    expect(story.aggregate('bazaar.b').public.joined).to.deep.equal(['shop.a']);
  });

  it('answer for joined ids with the sum of all facts, each id on its own as before', () => {
    const story = new Story();
    story.say('platform', order(1));
    story.say('other', order(2, { seller: 'bazaar.b', at: '2026-01-01T00:00:00Z' }));
    const alone = story.aggregate().public.periods;
    join(story);
    expect(story.aggregate().public.periods).to.deep.equal(alone);
    const joined = joinedAggregateOf(story.state(), 'shop.a');
    expect(joined?.ids).to.deep.equal(['bazaar.b', 'shop.a']);
    expect(joined?.records.map(({ count }) => count)).to.deep.equal([2, 3]);
    // The older order lies outside the window that the newer id sets.
    expect(joined?.aggregate.public.periods.lifetime).to.deep.equal({ orders: 1 });
    expect(joined?.aggregate.public.periods.recent.map(({ counters }) => counters)).to.deep.equal([
      { orders: 1 },
    ]);
  });

  it('part again when the join is taken back', () => {
    const story = new Story();
    const said = join(story);
    story.say('seller', correction(said));
    expect(story.aggregate().public.joined).to.deep.equal([]);
    expect(joinedAggregateOf(story.state(), 'shop.a')).to.equal(undefined);
  });
});

describe('certificates', () => {
  it('carry the changes of their status in order of time', () => {
    const story = new Story();
    const id = story.say('certifier', certification('K1', 0));
    story.say('certifier', status('K1', 'reinstated', 30));
    story.say('certifier', status('K1', 'suspended', 20));
    const [entry] = story.aggregate().public.certifications;
    expect(entry).to.deep.include({ record: id, issuer: 'cert', jurisdictions: ['DE', 'FR'] });
    expect(entry?.status.map((change) => change.status)).to.deep.equal(['suspended', 'reinstated']);
    expect(entry?.issued).to.equal(startDay * daySeconds);
  });

  it("are not another certifier's to suspend, nor without a certificate", () => {
    const story = new Story();
    story.say('certifier', certification('K1', 0));
    expect(story.flag(story.say('inspector', status('K1', 'revoked', 5)))).to.equal('certificate_missing');
    expect(story.aggregate().public.certifications[0]?.status).to.deep.equal([]);
  });

  it('go when taken back', () => {
    const story = new Story();
    story.say('certifier', correction(story.say('certifier', certification('K1', 0))));
    expect(story.aggregate().public.certifications).to.deep.equal([]);
  });
});

describe('inspections', () => {
  it('count once however often they are stated', () => {
    const story = new Story();
    story.say('inspector', inspection('I1', 'pass', 1));
    const again = story.say('inspector', inspection('I1', 'fail', 1));
    expect(story.flag(again)).to.equal('outranked');
    expect(story.totals()).to.deep.equal({ inspections: 1, inspectionsPassed: 1 });
  });
});
