import { html, type Markup } from '../../html/html.js';
import { readable } from '../../html/foreign-text.js';
import { sellerText } from '../../html/seller-name.js';
import type { Translator } from '../../messages/translate.js';
import { badgeColours, badgeFace, colourProperties } from './colours.js';
import { arc, ring } from './ring.js';
import { badgeSizes } from './sizes.js';
import type { BadgeSummary } from './summary.js';
import { wordsOf } from './words.js';

/** As many characters of the name fit beside the ring. The title has the whole name. */
const nameCharactersMax = 24;

function cut(name: string): string {
  const signs = Array.from(readable(name));
  return signs.length > nameCharactersMax ? `${signs.slice(0, nameCharactersMax).join('')}…` : signs.join('');
}

/** The badge as a picture, for pages without script. It repeats what the gateway says, and claims no check. */
export function badgeSvg(seller: string, summary: BadgeSummary, t: Translator): string {
  const { height, width } = badgeSizes.full;
  const words = wordsOf(summary, t);
  const { tradingName } = summary;
  const name = sellerText({ id: seller, tradingName });
  const title = `${words.source}: ${t.say('badge.seller', { seller: name })}, ${words.long}`;
  const lines = [...(tradingName === undefined ? [] : [cut(tradingName)]), cut(seller), words.date];
  // Three lines take the place of two.
  const [first, step] = lines.length > 2 ? [56, 12] : [60, 15];
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
    <text x="80" y="${first - 37}" class="quiet">${words.source}</text>
    <text x="80" y="${first - 16}" class="answer">${words.long}</text>
    ${lines.map((line, i) => html`<text x="80" y="${first + i * step}" class="quiet">${line}</text>`)}
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
