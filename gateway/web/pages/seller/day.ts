import { daySeconds, formatTime, parseTime } from '../../../../chaincode/domain/time.js';
import type { ScoreDays } from '../../../services/read/scores.js';
import { html, type Markup } from '../../html/html.js';
import { languageField } from '../../frame/language-field.js';
import { standingWords } from '../../messages/standing.js';
import { sellerPath, standingOf, type DayFault, type Subject } from './subject.js';

export const writtenDay = (seconds: number): string => formatTime(seconds).slice(0, 10);
export const pathOfDay = (id: string, seconds: number): string =>
  `${sellerPath(id)}?asof=${writtenDay(seconds)}`;

/** Reads `?asof=`: the start of a UTC day in seconds, undefined for today, or why not. */
export function askedDay(text: string | null, { first, last }: ScoreDays): number | undefined | DayFault {
  if (text === null || text === '') return undefined;
  const day = parseTime(`${text}T00:00:00Z`);
  if (day === undefined) return 'no-date';
  if (day > last) return 'too-late';
  return day < first ? 'too-early' : day === last ? undefined : day;
}

/** Says that the page is about the past, and what is true today: an old page must not pass for a new one. */
export function pastNote({ context: { link, t }, id, newest, score }: Subject): Markup | undefined {
  if (newest === undefined) return undefined;
  const { title } = standingWords(t, standingOf(newest));
  return html`<div class="past" role="note">
    <p><strong>${t.say('seller.past', { date: t.date(score.asOf) })}</strong></p>
    <p>
      <a href="${link(sellerPath(id))}"
        >${t.say('seller.past.today', { date: t.date(newest.asOf), standing: title })}</a
      >
    </p>
  </div>`;
}

/** A form that works without scripts. */
export function dayForm({ context, days, fault, id, newest, score }: Subject): Markup | undefined {
  const { chosen, t } = context;
  const { first, isShortened, last } = days;
  const range = { first: t.date(first), last: t.date(last) };
  const why =
    fault !== undefined &&
    html`<strong class="wrong" role="alert">${t.say(`seller.day.${fault}`, range)}</strong>`;
  const limit = isShortened && t.say('seller.day.shortened', { date: range.first });
  if (last - first < daySeconds)
    return limit || why ? html`<p class="quiet no-print">${why} ${limit}</p>` : undefined;
  return html`<form class="day no-print" action="${sellerPath(id)}" method="get">
    ${languageField(chosen)}
    <label for="asof">${t.say('seller.day')}</label>
    <div class="asked">
      <input
        id="asof"
        name="asof"
        type="date"
        required
        min="${writtenDay(first)}"
        max="${writtenDay(last)}"
        value="${newest === undefined ? '' : writtenDay(score.asOf)}"
        aria-describedby="asof-note"
        ${fault !== undefined && html`aria-invalid="true"`}
      />
      <button class="plain" type="submit">${t.say('seller.day.show')}</button>
    </div>
    <p class="quiet" id="asof-note">${why} ${limit || t.say('seller.day.range', range)}</p>
  </form>`;
}
