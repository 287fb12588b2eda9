import type { Services } from '../routes/services.js';
import { anonymous } from '../services/caller.js';
import { readable } from './foreign-text.js';
import { html } from './html.js';
import type { Page, PageContext } from './page.js';
import { cases } from './seller/cases.js';
import { certificates } from './seller/certificates.js';
import { closedFacts } from './seller/closed-facts.js';
import { components } from './seller/components.js';
import { contestedFacts } from './seller/contested-facts.js';
import { deliveries } from './seller/deliveries.js';
import { headline } from './seller/headline.js';
import { jsonLd } from './seller/json-ld.js';
import { overTime } from './seller/over-time.js';
import { contest, reasons } from './seller/reasons.js';
import { relations } from './seller/relations.js';
import { reviews } from './seller/reviews.js';
import { bandName, type Subject } from './seller/subject.js';

/** What anyone may know of a seller, in one page. Throws ServiceError `not_found`, `projection_unavailable`. */
export function sellerPage(
  context: PageContext,
  id: string,
  { scores, sellers }: Pick<Services, 'scores' | 'sellers'>,
): Page {
  const { public: facts } = sellers.one(anonymous, id);
  const subject: Subject = { id, facts, score: scores.one(id), story: scores.story(id), context };
  const { t } = context;
  const { overall } = subject.score;
  const data = jsonLd(subject);
  return {
    title: readable(id),
    description:
      overall === null
        ? t.say('seller.description.none', { seller: readable(id) })
        : t.say('seller.description', {
            seller: readable(id),
            score: overall,
            band: bandName(t, subject.score.band),
          }),
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
