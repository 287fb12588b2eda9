import { arc, ring } from '../../pages/badge/ring.js';
import { readable } from '../../html/foreign-text.js';
import { badgeForm } from '../../pages/badge/sizes.js';
import type { BadgeSummary } from '../../pages/badge/summary.js';
import { wordsOf } from '../../pages/badge/words.js';
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
    const words = summary === undefined ? undefined : wordsOf(summary, t);
    const link = element('a', {
      href,
      target: '_blank',
      rel: 'noopener',
      referrerpolicy: 'no-referrer',
      lang: t.tag,
      dir: direction,
      'aria-busy': String(summary === undefined),
    });
    const answer = words?.[badgeForm(form) === 'compact' ? 'answer' : 'long'] ?? t.say('badge.loading');
    const lines = element('span', { class: 'words' });
    const note = element('span', { class: 'note' });
    const date = words === undefined || words.date === '' ? '' : `${words.date} · `;
    note.append(span('date', date), span('check', t.say('badge.check')));
    const tradingName = summary?.tradingName;
    lines.append(span('source', words?.source ?? t.say('site.name')), span('answer', answer));
    if (tradingName !== undefined) lines.append(name(seller, tradingName));
    lines.append(note, span('unseen', ` ${t.say('badge.seller', { seller })} (${t.say('badge.new_tab')})`));
    link.append(seal(summary, words?.figure ?? ''), lines);
    // A link that has the focus passes it on, so that whoever uses the keyboard stays where they are.
    const had = this.#root.activeElement !== null;
    this.#root.replaceChildren(link);
    if (had) link.focus();
  }
}

/** Both in directions of their own: neither can turn the words around it. */
function name(seller: string, tradingName: string): HTMLElement {
  const line = element('span', { class: 'name' });
  const part = (text: string): HTMLElement => {
    const made = element('bdi', {});
    made.textContent = readable(text);
    return made;
  };
  line.append(part(tradingName), ' · ', part(seller));
  return line;
}

function seal(summary: BadgeSummary | undefined, figure: string): SVGElement {
  const { box, centre, radius } = ring;
  const circle = { cx: String(centre), cy: String(centre), r: String(radius), pathLength: '100' };
  const svg = drawn('svg', { viewBox: `0 0 ${box} ${box}`, 'aria-hidden': 'true' });
  svg.append(drawn('circle', circle));
  if (summary?.state === 'scored') {
    const turned = `rotate(-90 ${centre} ${centre})`;
    svg.append(
      drawn('circle', {
        ...circle,
        class: 'arc',
        transform: turned,
        'stroke-dasharray': arc(summary.overall),
      }),
    );
  }
  const text = drawn('text', { x: String(centre), y: String(centre + 4.5) });
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
