import { readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { PageContext } from '../../frame/page.js';
import type { Matter } from './matter.js';

/** What the visitor can send to whoever stated the record, with the ids that are known. */
export function request({ t }: PageContext, { record, recordState, seller, sellerState }: Matter): Markup {
  const known = { record: recordState === 'known', seller: sellerState === 'known' };
  return html`<p>${t.say('contest.letter')}</p>
    <pre>
${t.say('contest.letter.text', {
        record: known.record ? readable(record) : t.say('contest.letter.record'),
        seller: known.seller ? readable(seller) : t.say('contest.letter.seller'),
      })}</pre>`;
}

/** The record with which a platform or an arbiter opens the case. */
export function openCase({ t }: PageContext, { record, recordState, seller, sellerState }: Matter): Markup {
  const line = {
    kind: 'case',
    seller: sellerState === 'known' ? seller : '<seller id>',
    at: '<the hour, as 2026-03-01T09:00:00Z>',
    case: '<a number of your own>',
    step: 'opened',
    type: 'record-contested',
    contests: [recordState === 'known' ? record : '<record id>'],
  };
  return html`<details>
    <summary>${t.say('contest.case.line')}</summary>
    <pre>${JSON.stringify(line, null, 2)}</pre>
  </details>`;
}
