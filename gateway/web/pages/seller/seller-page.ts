import type { Services } from '../../../http/routes/services.js';
import { anonymous } from '../../../services/common/caller.js';
import { html } from '../../html/html.js';
import { sellerText } from '../../html/seller-name.js';
import type { Page, PageContext } from '../../frame/page.js';
import { bandName } from '../../messages/standing.js';
import { cases } from './cases.js';
import { certificates } from './certificates.js';
import { closedFacts } from './closed-facts.js';
import { components } from './components.js';
import { contestedFacts } from './contested-facts.js';
import { deliveries } from './deliveries.js';
import { headline } from './headline.js';
import { jsonLd } from './json-ld.js';
import { overTime } from './over-time.js';
import { contest, reasons } from './reasons.js';
import { relations } from './relations.js';
import { reviews } from './reviews.js';
import { lastWords, type Subject } from './subject.js';

/** What anyone may know of a seller, in one page. Throws ServiceError `not_found`, `projection_unavailable`. */
export function sellerPage(
  context: PageContext,
  id: string,
  { about, epochs, scores, sellers }: Pick<Services, 'about' | 'epochs' | 'scores' | 'sellers'>,
): Page {
  const { public: facts } = sellers.one(anonymous, id);
  const name = sellerText({ id, tradingName: facts.tradingName });
  const { quorum = 0, witnesses = [] } = about.consortium() ?? {};
  const outsiders = { seen: epochs.seenBy(), named: witnesses.length, quorum };
  const subject: Subject = {
    ...{ id, facts, outsiders, context },
    score: scores.one(id),
    story: scores.story(id),
  };
  const data = jsonLd(subject);
  return {
    title: name,
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

function description({ context: { t }, facts, id, score: { band, last, overall } }: Subject): string {
  const seller = sellerText({ id, tradingName: facts.tradingName });
  if (last !== undefined) return t.say('seller.description.dormant', { seller, ...lastWords(t, last) });
  if (overall === null) return t.say('seller.description.none', { seller });
  return t.say('seller.description', { seller, score: overall, band: bandName(t, band) });
}
