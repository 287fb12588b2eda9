import { expect } from 'chai';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { joinedAggregateOf } from '../../../chaincode/domain/fold/read-aggregate.js';
import { Story, type Voice, correction, identity, inspection, order } from './story.js';

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

  const named = (...said: readonly (readonly [Voice, FactRecord])[]): readonly unknown[] => {
    const story = new Story();
    for (const [voice, record] of said) story.say(voice, record);
    const { natural, tradingName } = story.aggregate().public;
    return [tradingName, natural];
  };

  it('have the newest trading name of the highest authority', () => {
    expect(named(['platform', identity({ tradingName: 'Acme GmbH' })])).to.deep.equal([
      'Acme GmbH',
      undefined,
    ]);
    const renamed = ['platform', identity({ tradingName: 'Acme AG' })] as const;
    const platform = [['platform', identity({ tradingName: 'Acme GmbH' })], renamed] as const;
    expect(named(...platform)).to.deep.equal(['Acme AG', undefined]);
    const certified = ['certifier', identity({ tradingName: 'Acme Holding' })] as const;
    expect(named(certified, ...platform)).to.deep.equal(['Acme Holding', undefined]);
  });

  it('show no name while anyone says that the seller is a person', () => {
    const person = identity({ natural: true });
    const company = identity({ tradingName: 'Acme GmbH' });
    expect(named(['certifier', company], ['platform', person])).to.deep.equal([undefined, true]);
    expect(named(['platform', person], ['platform', company])).to.deep.equal([undefined, true]);
    const story = new Story();
    story.say('platform', company);
    story.say('platform', correction(story.say('platform', person)));
    expect(story.aggregate().public)
      .to.deep.include({ tradingName: 'Acme GmbH' })
      .and.not.have.property('natural');
  });

  it('show nothing of a name that was taken back', () => {
    const story = new Story();
    story.say('platform', correction(story.say('platform', identity({ tradingName: 'Anna Schmidt' }))));
    expect(JSON.stringify(story.aggregate())).not.to.include('Schmidt');
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

describe('inspections', () => {
  it('count once however often they are stated', () => {
    const story = new Story();
    story.say('inspector', inspection('I1', 'pass', 1));
    const again = story.say('inspector', inspection('I1', 'fail', 1));
    expect(story.flag(again)).to.equal('outranked');
    expect(story.totals()).to.deep.equal({ inspections: 1, inspectionsPassed: 1 });
  });
});
