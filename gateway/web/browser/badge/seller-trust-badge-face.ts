import { besideWidth, fitsBeside, fittingSize, small } from '../../pages/badge/fitting.js';
import { arc, broken, ring, shieldPath } from '../../pages/badge/ring.js';
import { readable } from '../../html/foreign-text.js';
import { badgeForm, wordsWidth } from '../../pages/badge/sizes.js';
import type { BadgeSummary } from '../../pages/badge/summary.js';
import { wordsOf, type BadgeWords } from '../../pages/badge/words.js';
import type { Translator } from '../../messages/translate.js';
import { style } from './seller-trust-badge-style.js';

/** A style sheet that a script builds is no inline style, so the host page's policy does not stop it (CSP3, section 8.4). */
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);

export interface FaceLook {
  readonly t: Translator;
  readonly direction: string;
  readonly seller: string;
  /** Where a click leads. */
  readonly href: string;
  readonly form: string | null;
  /** Undefined while it loads. */
  readonly summary: BadgeSummary | undefined;
}

/** Draws what the element shows: one link. Texts become text nodes, so that markup in them stays text. */
export class Face {
  readonly #root: ShadowRoot;

  constructor(root: ShadowRoot) {
    this.#root = root;

    root.adoptedStyleSheets = [sheet];
  }

  draw({ t, direction, seller, href, form, summary }: FaceLook): void {
    const words = summary === undefined ? loading(t) : wordsOf(summary, t);
    const wide = wordsWidth[badgeForm(form)];
    const isCompact = badgeForm(form) === 'compact';
    const link = element('a', {
      href,
      target: '_blank',
      rel: 'noopener',
      referrerpolicy: 'no-referrer',
      lang: t.tag,
      dir: direction,
      class: words.tone,
      'aria-busy': String(summary === undefined),
    });
    const source = span('source', '');
    source.append(shield(), fitted('', words.source, wide - 14, isCompact ? 10 : 11));
    const lines = element('span', { class: 'words' });
    lines.append(source, fitted('answer', words.answer, wide, isCompact ? 13 : 15));
    lines.append(span('unseen', ` ${words.sentence} `));
    const check = t.say('badge.check');
    const isBeside = fitsBeside(words.detail, check, wide);
    const width = isBeside || isCompact ? besideWidth(check, wide) : wide;
    const detail = words.detail === '' ? undefined : fitted('detail', words.detail, width, small);
    const id = name(seller);
    const tradingName = summary?.tradingName === undefined ? undefined : name(summary.tradingName);
    const isWarned = summary?.state === 'not-enough-history' && summary.bad;
    // The small form has room for one of them: what is known to be bad comes before a name, and a name before the id.
    const shown = isCompact ? ((isWarned ? detail : tradingName) ?? id) : isBeside ? (detail ?? id) : id;
    for (const fact of isBeside ? [tradingName, id, detail] : [detail, tradingName, id]) {
      if (fact === undefined || fact === shown) continue;
      if (isCompact) fact.className = 'unseen';
      lines.append(fact);
    }
    const last = span('last', '');
    last.append(shown, span('check', check));
    lines.append(last, span('unseen', ` (${t.say('badge.new_tab')})`));
    link.append(seal(summary, words.figure), lines);
    // A link that has the focus passes it on, so that whoever uses the keyboard stays where they are.
    const had = this.#root.activeElement !== null;
    this.#root.replaceChildren(link);
    if (had) link.focus();
  }
}

const loading = (t: Translator): BadgeWords => ({
  source: t.say('site.name'),
  answer: t.say('badge.loading'),
  sentence: '',
  detail: '',
  figure: '',
  tone: 'unknown',
});

/** In a direction of its own: it cannot turn the words around it. */
function name(text: string): HTMLElement {
  const [line, made] = [span('name', ''), element('bdi', {})];
  made.textContent = readable(text);
  line.append(made);
  return line;
}

/** In a size at which all of it is seen. A size that a script sets is no inline style to the host page's policy. */
function fitted(name: string, text: string, width: number, most: number): HTMLElement {
  const made = span(name, text);
  made.style.fontSize = `${fittingSize(text, width, most)}px`;
  return made;
}

function shield(): SVGElement {
  const svg = drawn('svg', { class: 'shield', viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  svg.append(drawn('path', { d: shieldPath }));
  return svg;
}

function seal(summary: BadgeSummary | undefined, figure: string): SVGElement {
  const { box, centre, radius } = ring;
  const circle = { cx: String(centre), cy: String(centre), r: String(radius) };
  const svg = drawn('svg', { class: 'seal', viewBox: `0 0 ${box} ${box}`, 'aria-hidden': 'true' });
  const isScored = summary?.state === 'scored';
  if (isScored) svg.append(drawn('circle', { ...circle, class: 'track' }));
  svg.append(
    drawn('circle', {
      ...circle,
      class: 'ring',
      transform: `rotate(-90 ${centre} ${centre})`,
      'stroke-dasharray': isScored ? arc(summary.overall) : broken,
    }),
  );
  const size = fittingSize(figure, 2 * radius - 8, 13);
  const text = drawn('text', { x: String(centre), y: String(centre + 4.5), 'font-size': String(size) });
  text.textContent = figure;
  svg.append(text);
  return svg;
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function span(name: string, text: string): HTMLElement {
  const made = element('span', { class: name });
  made.textContent = text;
  return made;
}

function drawn(name: string, attributes: Record<string, string>): SVGElement {
  const made: SVGElement = document.createElementNS<'svg'>('http://www.w3.org/2000/svg', name as 'svg');
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
