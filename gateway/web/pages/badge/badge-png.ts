import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { LRUCache } from 'lru-cache';
import { ServiceError } from '../../../services/common/service-error.js';
import { signsOf } from './font-signs.js';

/** Dots for each CSS pixel, for sharp screens. */
const dots = 2;
/** Of about 12 kB each. */
const picturesKept = 500;
const waitingMax = 50;

const fontFiles = ['noto-sans.ttf', 'noto-sans-bold.ttf', 'noto-sans-cjk-sc.otf'].map((name) =>
  fileURLToPath(new URL(`../../../../web/fonts/${name}`, import.meta.url)),
);

/** Draws badges as PNG, for letters: mail programs show no SVG. With faces of its own, as a server may have none. */
export class PngPainter {
  readonly #kept = new LRUCache<string, Promise<Buffer>>({ max: picturesKept });
  #signs: Promise<ReadonlySet<number>> | undefined;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param pictures SVG of one badge, the best first: the first one whose signs can all be drawn is. A text with gaps would be
   * another text.
   * @param isOfNobody true for the few pictures that name no seller: they are drawn however many wait
   * Throws ServiceError `overloaded`.
   */
  async paint(pictures: readonly [string, ...string[]], isOfNobody = false): Promise<Buffer> {
    const signs = await (this.#signs ??= allSigns());
    const isDrawable = (svg: string): boolean =>
      Array.from(svg).every((sign) => sign < ' ' || signs.has(sign.codePointAt(0) ?? 0));
    const svg = pictures.find(isDrawable) ?? pictures[0];
    const known = this.#kept.get(svg);
    if (known !== undefined) return known;
    if (this.#waiting >= waitingMax && !isOfNobody)
      throw new ServiceError('overloaded', 'Too many pictures wait to be drawn.', { retryAfter: 1 });
    const png = this.#draw(svg);
    this.#kept.set(svg, png);
    png.catch(() => this.#kept.delete(svg));
    return png;
  }

  /** One at a time: the threads that draw also read files and sign. */
  #draw(svg: string): Promise<Buffer> {
    this.#waiting++;
    const drawn = this.#last.then(async () => {
      // Only here: the rest of a gateway runs also where there is no build of it for the system.
      const { renderAsync } = await import('@resvg/resvg-js');
      const image = await renderAsync(svg, {
        fitTo: { mode: 'zoom', value: dots },
        font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Noto Sans' },
      });
      return image.asPng();
    });
    this.#last = drawn.catch(() => undefined).finally(() => this.#waiting--);
    return drawn;
  }
}

async function allSigns(): Promise<ReadonlySet<number>> {
  const fonts = await Promise.all(fontFiles.map((file) => readFile(file)));
  return new Set(fonts.flatMap((font) => [...signsOf(font)]));
}
