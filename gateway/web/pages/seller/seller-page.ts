import { Refusal } from '../../../../chaincode/domain/errors.js';
import type { Services } from '../../../http/routes/services.js';
import { html } from '../../html/html.js';
import { sellerText } from '../../html/seller-name.js';
import type { Page, PageContext } from '../../frame/page.js';
import { standingWords } from '../../messages/standing.js';
import { cases } from './cases.js';
import { certificates } from './certificates.js';
import { closedFacts } from './closed-facts.js';
import { components } from './components.js';
import { contestedFacts } from './contested-facts.js';
import { askedDay } from './day.js';
import { deliveries } from './deliveries.js';
import { headline } from './headline.js';
import { jsonLd } from './json-ld.js';
import { overTime } from './over-time.js';
import { contest, reasons } from './reasons.js';
import { relations } from './relations.js';
import { reviews } from './reviews.js';
import { standingOf, type Subject } from './subject.js';

/** What anyone may know of a seller, in one page. Throws ServiceError `not_found`, `projection_unavailable`. */
export function sellerPage(context: PageContext, id: string, services: Shown): Page {
  const subject = subjectOf(context, id, services);
  const { facts, fault, newest, score } = subject;
  const name = sellerText({ id, tradingName: facts.tradingName });
  const { t } = context;
  const data = jsonLd(subject);
  return {
    title: newest === undefined ? name : t.say('seller.title.past', { name, date: t.date(score.asOf) }),
    // A day that is not there has no page of its own: nobody should keep or index it.
    ...(fault === undefined ? {} : { status: 400 }),
    description: description(subject),
    ...(data === undefined ? {} : { jsonLd: data }),
    body: html`<div class="seller">
      ${headline(subject)}
      <div class="sections">
        ${reasons(subject)} ${overTime(subject)} ${contestedFacts(subject)} ${components(subject)}
        ${deliveries(subject)} ${reviews(subject)} ${certificates(subject)} ${cases(subject)}
        ${relations(subject)} ${closedFacts(subject)} ${contest(subject)}
      </div>
    </div>`,
  };
}

type Shown = Pick<Services, 'about' | 'epochs' | 'scores'>;

function subjectOf(context: PageContext, id: string, { about, epochs, scores }: Shown): Subject {
  const days = scores.days(id);
  const asked = askedDay(context.url.searchParams.get('asof'), days);
  const { quorum = 0, witnesses = [] } = about.consortium() ?? {};
  const shown = {
    ...{ id, context, days },
    rules: scores.rules(),
    outsiders: { seen: epochs.seenBy(), named: witnesses.length, quorum },
  };
  const of = (day?: number) => {
    const story = scores.story(id, day);
    return { story, facts: story.facts, score: scores.one(id, day) };
  };
  if (asked === undefined) return { ...shown, ...of() };
  if (typeof asked === 'string') return { ...shown, ...of(), fault: asked };
  try {
    return { ...shown, ...of(asked), newest: scores.one(id) };
  } catch (error) {
    // The oldest fact may be one that came later in the place of another.
    if (!(error instanceof Refusal)) throw error;
    return { ...shown, ...of(), fault: 'too-early' };
  }
}

function description({ context: { t }, facts, id, score }: Subject): string {
  const { sentence, title } = standingWords(t, standingOf(score));
  const seller = sellerText({ id, tradingName: facts.tradingName });
  return t.say('seller.description', { seller, standing: title, sentence });
}
