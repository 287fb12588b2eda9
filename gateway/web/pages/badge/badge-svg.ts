import { readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { sellerText } from '../../html/seller-name.js';
import type { Translator } from '../../messages/translate.js';
import { badgeColours, badgeFace, toneColours } from './colours.js';
import { besideWidth, cutToFit, fitsBeside, fittingSize, small } from './fitting.js';
import { arc, broken, ring, shieldPath } from './ring.js';
import type { BadgeScheme } from './scheme.js';
import { badgeSizes, wordsWidth } from './sizes.js';
import type { BadgeSummary } from './summary.js';
import { wordsOf, type BadgeWords } from './words.js';

const { height, width } = badgeSizes.full;
const left = 72;
const wide = wordsWidth.full;
/** Baselines of the lines, by their number. */
const baselines: Readonly<Record<number, readonly number[]>> = {
  3: [24, 45, 65],
  4: [20, 39, 56, 72],
  5: [17, 34, 48, 61, 75],
};

/** What is said of a seller in one line, for whoever does not see the picture. */
export function badgeTitle(seller: string, summary: BadgeSummary, t: Translator): string {
  const { answer, detail, sentence, source } = wordsOf(summary, t);
  const name = sellerText({ id: seller, tradingName: summary.tradingName });
  const said = [answer, sentence, detail].filter((part) => part !== '').join(' · ');
  return `${source} · ${t.say('badge.seller', { seller: name })} · ${said}`;
}

/** The badge as a picture, for pages without script. It repeats what the gateway says, and claims no check. */
export function badgeSvg(
  seller: string,
  summary: BadgeSummary,
  t: Translator,
  scheme: BadgeScheme = 'auto',
): string {
  const words = wordsOf(summary, t);
  const title = badgeTitle(seller, summary, t);
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-label="${title}"
  >
    <title>${title}</title>
    ${style(words, scheme)}
    <rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="12" />
    ${seal(summary, words)} ${lines(seller, summary, words, t)}
  </svg>`.text;
}

/** Colours are written out, since renderers of pictures know no custom properties. */
function style({ tone }: BadgeWords, scheme: BadgeScheme): Markup {
  const { answer, ring: around } = toneColours[tone];
  const rules = (name: keyof typeof badgeColours): string => {
    const colours = badgeColours[name];
    const filled = { ground: 'ground', ink: 'ink', quiet: 'quiet', link: 'link', answer } as const;
    const drawn = { ground: 'line', track: 'track', ring: around } as const;
    return [
      ...Object.entries(filled).map(([part, colour]) => `.${part}{fill:${colours[colour]}}`),
      ...Object.entries(drawn).map(([part, colour]) => `.${part}{stroke:${colours[colour]}}`),
    ].join('');
  };
  const chosen = rules(scheme === 'dark' ? 'dark' : 'light');
  const other = scheme === 'auto' ? `@media(prefers-color-scheme:dark){${rules('dark')}}` : '';
  return html`<style>
    text{font-family:${badgeFace}}circle{fill:none;stroke-width:${ring.width}}${chosen}${other}
  </style>`;
}

function seal(summary: BadgeSummary, { figure }: BadgeWords): Markup {
  const { box, centre, radius } = ring;
  const circle = html`cx="${centre}" cy="${centre}" r="${radius}"`;
  const scored = summary.state === 'scored';
  const dashes = scored ? arc(summary.overall) : broken;
  return html`<g transform="translate(10 15) scale(${54 / box})">
    ${scored && html`<circle class="track" ${circle} />`}
    <circle class="ring" ${circle} transform="rotate(-90 ${centre} ${centre})" stroke-dasharray="${dashes}" />
    <text
      class="ink"
      x="${centre}"
      y="${centre + 4.8}"
      font-size="${fittingSize(figure, 2 * radius - 8, 13.5)}"
      font-weight="700"
      text-anchor="middle"
      >${figure}</text
    >
  </g>`;
}

function lines(seller: string, summary: BadgeSummary, words: BadgeWords, t: Translator): Markup {
  const { answer, detail, source } = words;
  const check = t.say('badge.check');
  const beside = besideWidth(check, wide);
  const isDetailLast = fitsBeside(detail, check, wide);
  const told = { name: 'ink', text: detail, size: fittingSize(detail, isDetailLast ? beside : wide, small) };
  const names = [summary.tradingName, seller].flatMap((text) => (text === undefined ? [] : [readable(text)]));
  const named = names.map((text, i) => {
    const room = i === names.length - 1 && !isDetailLast ? beside : wide;
    return { name: 'quiet', text: cutToFit(text, room, small), size: small };
  });
  const below = detail === '' ? named : isDetailLast ? [...named, told] : [told, ...named];
  const [first = 0, second = 0, ...rest] = baselines[2 + below.length] ?? [];
  return html`<g class="quiet" transform="translate(${left} ${first - 9.5}) scale(0.45)">
      <path d="${shieldPath}" />
    </g>
    ${line({ name: 'quiet', text: source, size: fittingSize(source, wide - 14, small) }, first, left + 14)}
    <g font-weight="700">
      ${line({ name: 'answer', text: answer, size: fittingSize(answer, wide, 15) }, second)}
    </g>
    ${below.map((one, i) => line(one, rest[i] ?? 0))}
    <text
      class="link"
      x="${left + wide}"
      y="${rest.at(-1) ?? 0}"
      font-size="${small}"
      text-anchor="end"
      text-decoration="underline"
      >${check}</text
    >`;
}

interface Line {
  readonly name: string;
  readonly text: string;
  readonly size: number;
}

const line = ({ name, size, text }: Line, y: number, x = left): Markup =>
  html`<text class="${name}" x="${x}" y="${y}" font-size="${size}">${text}</text>`;
