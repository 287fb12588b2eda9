import { html, type Markup } from '../../html/html.js';
import { readable } from '../../html/foreign-text.js';
import type { Translator } from '../../messages/translate.js';
import { badgeColours, badgeFace, colourProperties } from './colours.js';
import { arc, ring } from './ring.js';
import { badgeSizes } from './sizes.js';
import type { BadgeSummary } from './summary.js';
import { wordsOf } from './words.js';

/** As many characters of the name fit beside the ring. The title has the whole name. */
const nameCharactersMax = 24;

/** The badge as a picture, for pages without script. It repeats what the gateway says, and claims no check. */
export function badgeSvg(seller: string, summary: BadgeSummary, t: Translator): string {
  const { height, width } = badgeSizes.full;
  const words = wordsOf(summary, t);
  const name = readable(seller);
  const shown =
    Array.from(name).length > nameCharactersMax
      ? `${Array.from(name).slice(0, nameCharactersMax).join('')}…`
      : name;
  const title = `${words.source}: ${t.say('badge.seller', { seller: name })}, ${words.long}`;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-label="${title}"
  >
    <title>${title}</title>
    ${style}
    <rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="12" />
    ${seal(summary, words.figure)}
    <text x="80" y="23" class="quiet">${words.source}</text>
    <text x="80" y="44" class="answer">${words.long}</text>
    <text x="80" y="60" class="quiet">${shown}</text>
    <text x="80" y="75" class="quiet">${words.date}</text>
  </svg>`.text;
}

const style = html`<style>
  svg{${colourProperties('light')}font:11px ${badgeFace}}@media(prefers-color-scheme:dark){svg{${colourProperties('dark')}}}.ground{fill:var(--ground,${badgeColours.light.ground});stroke:var(--line)}text{fill:var(--ink)}.quiet{fill:var(--quiet)}.answer{font-size:15px;font-weight:700}.figure{font-size:17px;font-weight:700;text-anchor:middle}circle{fill:none;stroke:var(--track);stroke-width:5}.arc{stroke:var(--link);stroke-linecap:round}
</style>`;

function seal(summary: BadgeSummary, figure: string): Markup {
  const { box, radius } = ring;
  const scale = 56 / box;
  const centre = 42;
  const r = Math.round(radius * scale);
  return html`<circle cx="${centre}" cy="${centre}" r="${r}" pathLength="100" />${
      summary.state === 'scored' &&
      html`<circle
        class="arc"
        cx="${centre}"
        cy="${centre}"
        r="${r}"
        pathLength="100"
        transform="rotate(-90 ${centre} ${centre})"
        stroke-dasharray="${arc(summary.overall)}"
      />`
    }<text class="figure" x="${centre}" y="${centre + 6}">${figure}</text>`;
}
