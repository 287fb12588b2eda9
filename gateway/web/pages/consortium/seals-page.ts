import { parseCheckpoint } from '../../../../chaincode/domain/tlog/checkpoint.js';
import { parseTime } from '../../../../chaincode/domain/time.js';
import type { EpochView } from '../../../services/sealing/epochs.js';
import type { Services } from '../../../http/routes/services.js';
import { html, type Markup } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import { trail } from '../records/trail.js';
import { cursorOf, turnPages } from './list-page.js';

const sealsShown = 24;

export const sealPath = (n: number): string => `/seals/${n}`;

export const sealTime = ({ seal }: Pick<EpochView, 'seal'>): number => parseTime(seal.time) ?? 0;

/** Seals, the newest first: a cursor is the number to begin with. */
export function sealsPage(context: PageContext, { epochs }: Pick<Services, 'epochs'>): Page {
  const { link, t } = context;
  const newest = epochs.newestOrNone()?.seal.n ?? 0;
  const from = Math.min(newest, Number(cursorOf(context) ?? newest));
  const to = Math.max(1, from - sealsShown + 1);
  const seals: EpochView[] = [];
  for (let n = from; n >= to; n--) seals.push(epochs.epoch(n));
  return {
    title: t.say('consortium.seals'),
    description: t.say('consortium.seals.lead'),
    body: html`${trail(context, [[t.say('consortium.title'), '/organisations']])}
      <h1>${t.say('consortium.seals')}</h1>
      <p class="lead">${t.say('consortium.seals.lead')}</p>
      ${newest === 0 && html`<p class="card">${t.say('consortium.seals.none')}</p>`}
      <ul class="entries" ${newest === 0 && html`hidden`}>
        ${seals.map(
          (one) =>
            html`<li>
              <a href="${link(sealPath(one.seal.n))}"
                ><strong>${t.say('consortium.seal.title', { number: one.seal.n })}</strong></a
              >
              ${agreementChip(context, one)}
              <span class="line">${t.time(sealTime(one))}</span>
              <span class="line quiet"
                >${t.say('consortium.seal.leaves', { count: parseCheckpoint(one.agreement.body ?? one.own)?.size ?? 0 })}</span
              >
            </li>`,
        )}
      </ul>
      ${turnPages(context, to > 1 ? String(to - 1) : null)}`,
  };
}

/** Who stands behind it, in a few words; dissent is never left out. */
export function agreementChip({ t }: PageContext, { agreement, seal }: EpochView): Markup {
  const { agree, body, dissent, equivocate } = agreement;
  const odd = dissent.length + equivocate.length;
  if (body === undefined) return html`<span class="chip">${t.say('consortium.seal.open')}</span>`;
  return html`<span class="chip ${odd > 0 && 'fair'}"
    >${t.say('consortium.seal.agreed', { count: agree.length, all: seal.organisations.length })}${
      odd > 0 && html` · ${t.say('consortium.seal.odd', { count: odd })}`
    }</span
  >`;
}
