import { expect } from 'chai';
import type { Counters } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import { daySeconds, formatTime, periodDays } from '../../../chaincode/domain/time.js';
import type { Verdict } from '../../../gateway/sdk/verify/index.js';
import { corroborationText } from '../../../gateway/web/messages/corroboration.js';
import english from '../../../gateway/web/messages/en.js';
import { bandName } from '../../../gateway/web/messages/standing.js';
import { Translator } from '../../../gateway/web/messages/translate.js';
import { badgeSvg } from '../../../gateway/web/pages/badge/badge-svg.js';
import { summaryOf } from '../../../gateway/web/pages/badge/summary.js';
import type { Markup } from '../../../gateway/web/html/html.js';
import { components } from '../../../gateway/web/pages/seller/components.js';
import { deliveries } from '../../../gateway/web/pages/seller/deliveries.js';
import { headline } from '../../../gateway/web/pages/seller/headline.js';
import { reasons } from '../../../gateway/web/pages/seller/reasons.js';
import type { Subject } from '../../../gateway/web/pages/seller/subject.js';
import { verdictView } from '../../../gateway/web/pages/verify/verdict-view.js';
import { aggregateOf, asOf, flawless, policy } from '../../domain/score/fixtures.js';

const t = new Translator('en', english.messages);
const much = asOf + 20 * periodDays * daySeconds;
const late: Counters = { orders: 60, promised: 60, onTime: 10, late: 50, deliveredElsewhere: 9 };
const dormant = [late, late, late, late];
const bad = [{ ...flawless(25), reviews: 20, ratingSum: 20, rating1: 20, rating5: 0 }];
const resultOf = (counters: readonly Counters[], at: number) => score(aggregateOf(counters), policy, at, []);

/** A seller as its page gets it. */
function subjectOf(counters: readonly Counters[], at: number): Subject {
  const facts = aggregateOf(counters);
  return {
    id: facts.seller,
    facts,
    score: resultOf(counters, at),
    story: { facts, history: [], certificates: [] },
    rules: policy,
    days: { first: facts.firstDay * daySeconds, last: at, isShortened: false },
    outsiders: { seen: 0, named: 0, quorum: 0 },
    context: { t, link: (path: string) => path },
  } as unknown as Subject;
}

const textOf = (...parts: readonly (Markup | undefined)[]): string =>
  parts
    .map((part) => part?.text ?? '')
    .join('')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

/** What the page of the seller says first, without its markup. */
function pageText(counters: readonly Counters[], at: number): string {
  const subject = subjectOf(counters, at);
  return textOf(headline(subject), reasons(subject));
}

const svgText = (counters: readonly Counters[], at: number): string =>
  badgeSvg('shop.one', summaryOf({ ...resultOf(counters, at), demo: false }, 'shop.one'), t);

describe('the page of a seller without a score', () => {
  it('shows the last score of a dormant one, with its day, and never calls it unknown', () => {
    const { last } = resultOf(dormant, much);
    const text = pageText(dormant, much);
    expect(text).to.include('No recent facts');
    expect(text).to.include(`Last score: ${last?.overall ?? ''} of 1000,`);
    expect(text).to.include(t.date(last?.asOf ?? 0));
    expect(text).to.include('Reasons of the last score').and.to.include('Orders came late.');
    expect(text).not.to.match(/no bad mark|Not enough history/);
  });

  it('names what is bad before what is missing', () => {
    const text = pageText(bad, asOf);
    const [fault = -1, missing = -1] = ['gave three stars or fewer', 'Orders in 1 of 2 periods'].map((part) =>
      text.indexOf(part),
    );
    expect(fault).to.be.above(-1).and.below(missing);
    expect(text).not.to.include('no bad mark');
  });

  it('calls it no bad mark where nothing is known to be bad', () => {
    expect(pageText([flawless(25)], asOf)).to.include('no bad mark');
  });
});

describe('the page of any seller', () => {
  const poor = Array.from({ length: 5 }, () => ({ orders: 20, promised: 20, late: 18, onTime: 2 }));

  it('says first that a bad seller is bad, in a colour that is not that of praise', () => {
    const { text } = headline(subjectOf(poor, asOf));
    const { band, overall } = resultOf(poor, asOf);
    expect(['weak', 'poor']).to.include(band);
    expect(textOf(headline(subjectOf(poor, asOf)))).to.include(
      `${bandName(t, band)}: ${overall ?? ''} of 1000`,
    );
    expect(text).to.include('tone-bad').and.not.to.include('tone-good');
    const [verdict = -1, domains = -1] = ['class="answer', 'class="who'].map((part) => text.indexOf(part));
    expect(verdict).to.be.above(-1).and.below(domains);
  });

  it('marks on the scale where the bands of the policy begin', () => {
    const { text } = headline(subjectOf(poor, asOf));
    for (const { from, name } of policy.bands) {
      if (from > 0) expect(text, name).to.include(`x1="${from / 10}%"`);
      expect(text).to.include(`${bandName(t, name)} ${from}–`);
    }
    expect(text.match(/aria-current="true"/g)).to.have.length(1);
  });

  it('gives each part its target, as the policy has it', () => {
    const text = textOf(components(subjectOf(poor, asOf)));
    expect(text).to.include('Target: 98.5% as promised. Neutral: 83%.');
    expect(text).to.include('Target: 4.5 of 5 stars. Neutral: 3.4.');
    expect(text).to.include('Target: 2 schemes that count in full.');
    expect(text).to.include('Target: 99.5% without chargeback or fraud.');
  });

  it('shows no points, bar or rate of a part without facts', () => {
    const { text } = components(subjectOf(poor, asOf));
    const part = (name: string): string =>
      text.split('<li').find((one) => one.includes(`<h3>${name}</h3>`)) ?? '';
    for (const name of ['Reviews', 'Payment', 'Certificates']) {
      expect(part(name), name).not.to.match(/class="points"|<svg|95% certain|<dd>/);
      expect(part(name), name).to.match(/no recent facts|none valid/);
    }
    expect(part('Delivery')).to.include('class="points"').and.to.include('<svg').and.to.include('tone-bad');
  });

  it('shows no points of a seller that has no score', () => {
    for (const [counters, at] of [
      [dormant, much],
      [bad, asOf],
    ] as const)
      expect(components(subjectOf(counters, at)).text).not.to.match(/class="points"|class="bar"/);
  });

  it('calls no part of a known-bad seller short of facts that is not', () => {
    const { text } = components(subjectOf(bad, asOf));
    const parts = text.split('<li').slice(1);
    const few = parts
      .filter((part) => part.includes('too few facts'))
      .map((part) => /<h3>([^<]*)/.exec(part)?.[1]);
    const insufficient = resultOf(bad, asOf).components.filter(({ status }) => status === 'insufficient');
    expect(few).to.deep.equal(insufficient.map(({ name }) => t.say(`component.${name}`)));
  });

  it('counts overdue orders in the picture of deliveries as the score does', () => {
    const stuck = [...poor, { orders: 7, promised: 1, onTime: 1 }];
    const subject = subjectOf(stuck, asOf);
    const { overdue, promised, onTime } = resultOf(stuck, asOf).components[0]?.counts ?? {};
    expect(overdue).to.equal(6);
    const text = textOf(deliveries(subject));
    expect(text).to.include(`${onTime ?? 0} of ${(promised ?? 0) + 6} orders that can be judged`);
    expect(text).to.include('6 are overdue');
    expect(deliveries(subject)?.text).to.include('url(#waves)');
    expect(textOf(deliveries(subjectOf(poor, asOf)))).not.to.include('are overdue');
  });

  it('makes no share of orders that are all on their way', () => {
    const text = textOf(deliveries(subjectOf([{ orders: 3 }], asOf)));
    expect(text).to.include('None of 3 orders can be judged yet').and.not.to.include('NaN');
  });

  it('still shows how a dormant seller delivered', () => {
    expect(textOf(deliveries(subjectOf(dormant, much)))).to.match(/ of \d+ orders that can be judged/);
  });

  it('says why there is no other day to choose, also to who asked for one', () => {
    const days = { first: asOf, last: asOf, isShortened: true };
    const text = textOf(headline({ ...subjectOf(poor, asOf), days, fault: 'too-early' }));
    expect(text).to.include('Nothing can be shown for a day before').and.to.include('so many records that');
    expect(text).not.to.include('Score on another day');
  });

  it('leads from a dormant seller to the day of its last score', () => {
    const { last } = resultOf(dormant, much);
    const day = formatTime(last?.asOf ?? 0).slice(0, 10);
    expect(headline(subjectOf(dormant, much)).text).to.include(`href="/sellers/shop.one?asof=${day}"`);
  });
});

describe('the badge of a seller without a score', () => {
  it('says that facts are old, and gives the last score', () => {
    const { last } = resultOf(dormant, much);
    const svg = svgText(dormant, much);
    expect(svg)
      .to.include('No recent facts')
      .and.to.include(`Last: ${last?.overall ?? ''}, `);
  });

  it('does not keep silent about what is bad', () => {
    expect(svgText(bad, asOf)).to.include('Some bad facts so far');
    expect(svgText([flawless(25)], asOf))
      .to.include('Not enough history yet')
      .and.not.to.include('bad facts');
  });

  it('shows nothing of an answer that is none', () => {
    const answer = { ...resultOf(dormant, much), demo: false };
    for (const last of [
      undefined,
      null,
      312,
      {},
      { asOf: 1, overall: 1_001, band: 'weak' },
      { overall: 3, band: 'weak' },
    ]) {
      expect(summaryOf({ ...answer, last }, 'shop.one'), JSON.stringify(last)).to.deep.equal({
        state: 'not-loaded',
      });
    }
    for (const list of [undefined, null, 'x', [null], [{ component: 7 }]]) {
      expect(
        summaryOf({ ...resultOf(bad, asOf), reasons: list }, 'shop.one'),
        JSON.stringify(list),
      ).to.include({ bad: false });
    }
  });
});

describe('the verdict on the badge of a dormant seller', () => {
  it('is a state of its own, with the last score', () => {
    const { asOf: day, corroboration, last, ...rest } = resultOf(dormant, much);
    if (last === undefined) throw new Error('not dormant');
    const subject = {
      ...rest,
      asOf: formatTime(day),
      corroboration,
      last: { ...last, asOf: formatTime(last.asOf) },
    };
    const verdict = {
      state: 'valid',
      code: 'valid',
      reason: '',
      notices: [],
      checks: [],
      badge: {
        subject,
        aggregate: aggregateOf(dormant),
        consortium: { organisations: [], parameters: { demo: false } },
        issuer: { id: 'alfa', url: 'https://alfa.example' },
        cosigned: [],
        absent: [],
        witnessed: ['watch.example'],
        unwitnessed: ['other.example'],
        quorum: 2,
        validFrom: formatTime(day),
        validUntil: formatTime(day + daySeconds),
      },
    } as unknown as Verdict;
    const { text } = verdictView(verdict, t, { elsewhere: [], otherDigest: false });
    expect(text).to.include('1 of 2 have seen this state of the ledger; at least 2 should.');
    expect(text).to.include('verdict dormant').and.to.include('Genuine, but no recent facts');
    expect(text).to.include(`${last.overall} of 1000, `).and.to.include(t.date(last.asOf));
    expect(text).to.include(corroborationText(t, corroboration));
    expect(text).not.to.include('history yet');
  });
});

describe('corroboration in words', () => {
  it('names both shares, and says where there is nothing to confirm', () => {
    const said = (delivery: number | null, payment: number | null) =>
      corroborationText(t, { delivery, payment });
    expect(said(940_000, 881_000)).to.equal(
      '94% of deliveries and 88.1% of payments are confirmed by someone else.',
    );
    expect(said(0, null)).to.include('0% of deliveries').and.to.include('no recent payments');
    expect(said(null, 1_000_000)).to.include('100% of payments').and.to.include('no recent deliveries');
    expect(said(null, null)).to.include('no recent deliveries or payments');
  });

  it('does not round up to all', () => {
    expect(corroborationText(t, { delivery: 999_999, payment: 1_000_000 })).to.include('99.9% of deliveries');
  });
});
