import type { ComponentResult, ScoreResult } from '../../../../chaincode/domain/score/types.js';
import { html, type Markup } from '../../html/html.js';
import { standingWords } from '../../messages/standing.js';
import type { Translator } from '../../messages/translate.js';

const columns = ['part', 'facts', 'share', 'proven', 'points', 'weight'] as const;

/** How a score comes about, part by part. */
export function exampleTable(t: Translator, result: ScoreResult): Markup {
  const { sentence, title, tone } = standingWords(t, result);
  return html`<div class="scrolls" role="group" aria-label="${t.say('score.example.caption')}" tabindex="0">
      <table class="example">
        <caption>
          ${t.say('score.example.caption')}
        </caption>
        <thead>
          <tr>
            ${columns.map((name, i) => html`<th scope="col" ${i > 1 && html`class="number"`}>${t.say(`score.example.${name}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${result.components.map((component) => row(t, component))}
        </tbody>
      </table>
    </div>
    <p class="total tone-${tone}">${t.say('score.example.total', { title, sentence })}</p>`;
}

function row(t: Translator, { counts, lower, name, points, rate, weight }: ComponentResult): Markup {
  const share = (ppm: number | null): string => (ppm === null ? '' : t.percent(ppm));
  const { ratingSum = 0, reviews = 0 } = counts;
  const mean = reviews === 0 ? 0 : Math.round((ratingSum * 10) / reviews) / 10;
  return html`<tr>
    <th scope="row">${t.say(`component.${name}`)}</th>
    <td>${t.say(`score.example.${name}`, { ...counts, mean })}</td>
    ${[share(rate), share(lower), t.number(points), t.number(weight)].map(
      (cell) => html`<td class="number">${cell}</td>`,
    )}
  </tr>`;
}
