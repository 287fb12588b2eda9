import { expect } from 'chai';
import type { Counters } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import { daySeconds, formatTime, periodDays } from '../../../chaincode/domain/time.js';
import type { Verdict } from '../../../gateway/sdk/verify/index.js';
import { corroborationText } from '../../../gateway/web/messages/corroboration.js';
import english from '../../../gateway/web/messages/en.js';
import { bandName, standingWords } from '../../../gateway/web/messages/standing.js';
import { Translator } from '../../../gateway/web/messages/translate.js';
import { badgeSvg } from '../../../gateway/web/pages/badge/badge-svg.js';
import { summaryOf } from '../../../gateway/web/pages/badge/summary.js';
import type { Markup } from '../../../gateway/web/html/html.js';
import { components } from '../../../gateway/web/pages/seller/components.js';
import { deliveries } from '../../../gateway/web/pages/seller/deliveries.js';
import { headline } from '../../../gateway/web/pages/seller/headline.js';
import { reasons } from '../../../gateway/web/pages/seller/reasons.js';
import type { Subject } from '../../../gateway/web/pages/seller/subject.js';
import { firstWords } from '../../../gateway/web/pages/verify/first-words.js';
import { detailsView, noticesView } from '../../../gateway/web/pages/verify/verdict-view.js';
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
      text.split('<li').find((one) => new RegExp(`<h3>\\s*${name}`).test(one)) ?? '';
    for (const name of ['Reviews', 'Payment', 'Certificates']) {
      expect(part(name), name).not.to.match(/class="points"|<svg|95% certain|<dd>/);
      expect(part(name), name).to.match(/no recent facts|none valid/);
    }
    expect(part('Delivery')).to.include('class="points"').and.to.include('<svg').and.to.include('tone-bad');
  });

  it('folds what each part is counted from, and leaves its points, rate and target in sight', () => {
    const { text } = components(subjectOf(poor, asOf));
    const inSight = text.replace(/<details[^]*?<\/details>/g, '');
    expect(inSight).to.include('class="points"').and.to.include('Target: 98.5%').and.not.to.include('<dd>');
    expect(text).to.include('<dd>');
  });

  it('writes a full score as the whole that it is of', () => {
    const words = standingWords(t, { overall: 1000, band: 'excellent' });
    expect(words.title).to.equal('Excellent: 1000 of 1000');
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
      .map((part) => /<h3>\s*([^<]*[^<\s])/.exec(part)?.[1]);
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

interface Given {
  /** Members of the verdict. */
  readonly change?: object;
  readonly notices?: readonly { readonly code: string }[];
  readonly parameters?: { readonly demo: boolean; readonly shiftedDays?: number };
  readonly state?: string;
}

/** A verdict on the badge of a seller with these counters. */
function verdictOn(
  counters: readonly Counters[],
  at: number,
  { change = {}, notices = [], parameters = { demo: false }, state = 'valid' }: Given = {},
): Verdict {
  const { asOf: day, last, ...rest } = resultOf(counters, at);
  return {
    state,
    code: state,
    reason: 'a reason of the verifier',
    notices,
    checks: [],
    badge: {
      subject: {
        ...rest,
        asOf: formatTime(day),
        ...(last && { last: { ...last, asOf: formatTime(last.asOf) } }),
      },
      reasons: rest.reasons,
      aggregate: aggregateOf(counters),
      consortium: { organisations: [], parameters },
      issuer: { id: 'alfa', url: 'https://alfa.example' },
      cosigned: [],
      absent: [],
      witnessed: ['watch.example'],
      unwitnessed: ['other.example'],
      quorum: 2,
      validFrom: formatTime(day),
      validUntil: formatTime(day + daySeconds),
    },
    ...change,
  } as unknown as Verdict;
}

const notice = (code: string) => ({ code, reason: code });
const said = (words: ReturnType<typeof firstWords>): string =>
  `${words.title} ${typeof words.sentence === 'string' ? words.sentence : words.sentence.text}`;

describe('what a verdict says first', () => {
  const good = [4, 3, 2, 1].map(() => flawless(60));
  const poor: readonly Counters[] = [0, 1, 2, 3].map(() => ({
    ...flawless(60),
    onTime: 5,
    late: 55,
    reviews: 50,
    ratingSum: 55,
    rating1: 45,
    rating5: 0,
  }));

  it('is the standing of the seller, in the tone of its band, where the badge is in order', () => {
    for (const [counters, tone, title] of [
      [good, 'good', /^(Excellent|Good): \d+ of 1000$/],
      [poor, 'bad', /^(Weak|Poor): \d+ of 1000$/],
    ] as const) {
      const words = firstWords(verdictOn(counters, asOf), t, {});
      expect(words.title).to.match(title);
      expect(words).to.include({ shown: 'genuine', tone });
      expect(words.genuine).to.deep.equal({
        text: 'Badge genuine, checked in this browser',
        isNoticed: false,
      });
    }
  });

  it('is not green where something could not be shown, and as it was where a notice only adds to it', () => {
    const toned = (code: string): string =>
      firstWords(verdictOn(good, asOf, { state: 'valid-with-notice', notices: [notice(code)] }), t, {}).tone;
    for (const code of ['demo', 'shifted', 'not_unanimous', 'provisional', 'contested', 'code_from_issuer'])
      expect(toned(code), code).to.equal('good');
    for (const code of [
      'status_unchecked',
      'status_stale',
      'quorum_not_reached',
      'trust_differs',
      'of_a_newer_verifier',
    ])
      expect(toned(code), code).to.equal('fair');
  });

  it('is neither praise nor blame of a dormant seller, with its last score and the day', () => {
    const verdict = verdictOn(dormant, much);
    const { last } = resultOf(dormant, much);
    const words = firstWords(verdict, t, {});
    expect(words.shown).to.equal('dormant');
    expect(said(words))
      .to.include('No recent facts')
      .and.to.include(`${last?.overall ?? ''} of 1000`)
      .and.to.include(t.date(last?.asOf ?? 0))
      .and.not.to.include('history yet');
    const { text } = detailsView(verdict, [], t);
    expect(text).to.include('1 of 2 have seen this state of the ledger; at least 2 should.');
    expect(text).to.include(corroborationText(t, resultOf(dormant, much).corroboration));
    expect(text).to.include(`${last?.overall ?? ''} of 1000`);
  });

  it('does not keep silent about what is known to be bad where there is no score', () => {
    const words = firstWords(verdictOn(bad, asOf), t, {});
    expect(words).to.include({ shown: 'no-history', tone: 'fair' });
    expect(said(words)).to.include('some of what is known is bad');
    const nothing = firstWords(verdictOn([flawless(25)], asOf), t, {});
    expect(nothing).to.include({ shown: 'no-history', tone: 'unknown' });
    expect(said(nothing)).not.to.include('is bad');
  });

  it('is what is wrong with a badge, never its score', () => {
    for (const [state, title, tone] of [
      ['expired', 'Out of date', 'fair'],
      ['revoked', 'Taken back', 'bad'],
      ['forged', 'Forged', 'bad'],
      ['unchecked', 'Could not be checked', 'unknown'],
    ] as const) {
      const words = firstWords(verdictOn(good, asOf, { state }), t, {});
      expect(words).to.include({ shown: state, tone, title });
      expect(words.genuine).to.equal(undefined);
      expect(said(words)).not.to.include('of 1000');
    }
  });

  it('names both where a badge is shown for another, and calls it no forgery', () => {
    const verdict = verdictOn(good, asOf, { state: 'forged', change: { code: 'another_shop' } });
    const words = firstWords(verdict, t, { shop: 'evil.example' });
    expect(words).to.include({ shown: 'other-shop', title: 'Not for this shop' });
    expect(said(words)).to.include('evil.example').and.to.include('No shop is named');
    const seller = { ...verdict, code: 'another_seller' };
    expect(said(firstWords(seller, t, { seller: 'shop.two' })))
      .to.include('Not for this seller')
      .and.to.include('shop.two')
      .and.to.include(aggregateOf(good).seller);
  });

  it('does not call imported facts made up', () => {
    const imported = verdictOn(good, asOf, {
      state: 'valid-with-notice',
      notices: [notice('demo'), notice('shifted'), notice('code_from_issuer')],
      parameters: { demo: true, shiftedDays: 2_600 },
    });
    const { text } = noticesView(imported, { otherDigest: false, isNoted: false }, t);
    expect(text).to.include('Facts that were imported are real').and.to.include('2,600 days');
    expect(text).not.to.include('its facts were made up');
    expect(text, 'a demonstration has no other organisation').not.to.include('another organisation');
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
