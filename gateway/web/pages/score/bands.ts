import type { ScorePolicy } from '../../../../chaincode/domain/policies/score-policy.js';
import { html, type Markup } from '../../html/html.js';
import { bandName, knownBand, toneOf } from '../../messages/standing.js';
import type { Translator } from '../../messages/translate.js';

const pointsMax = 1000;

/** What each band of a policy says, the best first. */
export function bandList(t: Translator, { bands }: Pick<ScorePolicy, 'bands'>): Markup {
  return html`<ul class="bands">
    ${bands.map(({ from, name }, i) => {
      const known = knownBand(name);
      const to = (bands[i - 1]?.from ?? pointsMax + 1) - 1;
      return html`<li class="tone-${toneOf(name)}">
        <strong>${bandName(t, name)}</strong>
        <span class="range">${t.say('score.band.range', { from: String(from), to: String(to) })}</span>
        <span>${known !== undefined && t.say(`says.${known}`)}</span>
      </li>`;
    })}
  </ul>`;
}
