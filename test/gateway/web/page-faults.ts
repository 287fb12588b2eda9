import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from './browser.js';
import { wordFaults } from './page-words.js';

/** Questions that are asked inside a page. */
const source = await readFile(new URL('../../../../test/gateway/web/in-page.mjs', import.meta.url), 'utf8');

async function ask<T = string[]>(page: Page, question: string): Promise<T> {
  // Each load of a page forgets them.
  if (!(await page.evaluate<boolean>('"stl" in globalThis'))) await page.evaluate(source);
  return page.evaluate<T>(`stl.${question}()`);
}
const narrow = [390, 320] as const;

/** How far a mark stands out that is seen at all, and one that is not: ratios of contrast. */
const [seen, unseen] = [1.5, 1.3];

/** What a page may be excused from, with the reason where it is used. */
export interface Excuses {
  /** It has buttons on paper, too. */
  readonly printsButtons?: boolean;
  /** It is not ours to lay out. */
  readonly foreign?: boolean;
}

/** Addresses that the page leads to and loads. */
export const linksOf = (page: Page): Promise<string[]> => ask(page, 'links');

/** All that is wrong with a page that is loaded at 1280 px in the light scheme: one line each. */
export async function faultsOf(page: Page, excuses: Excuses = {}): Promise<string[]> {
  const faults: string[] = [];
  const note = (where: string, found: readonly string[]): void => {
    for (const one of new Set(found)) faults.push(`${where}: ${one}`);
  };
  if (excuses.foreign === true) return (await accessibilityFaults(page)).map((fault) => `axe: ${fault}`);
  // First, for it unfolds what the rest is to look at.
  note('keyboard', await keyboardFaults(page));
  note('axe', await accessibilityFaults(page));
  note('outline', await ask(page, 'outline'));
  note('target', await ask(page, 'smallTargets'));
  note('live region', await ask(page, 'chatter'));
  note('words', wordFaults(await ask(page, 'words'), 'en'));
  note('forced colours', await vanishing(page));
  await page.emulateMedia({ colorScheme: 'dark' });
  note('axe, dark', await accessibilityFaults(page, ['color-contrast']));
  await page.emulateMedia({ colorScheme: 'light', media: 'print' });
  if (excuses.printsButtons !== true) note('print', await ask(page, 'printed'));
  await page.emulateMedia({ media: 'screen' });
  for (const width of narrow) {
    await page.setViewportSize({ width, height: 844 });
    for (const direction of ['rtl', 'ltr']) {
      await page.evaluate(`document.documentElement.dir = '${direction}'`);
      note(`${width} px, ${direction}`, await ask(page, 'misfits'));
    }
    note(`${width} px`, await ask(page, 'tornWords'));
  }
  return faults;
}

/** The same for the Chinese page, loaded at 390 px in the dark scheme: what its words can break. */
export async function chineseFaults(page: Page): Promise<string[]> {
  await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
  const faults = [...(await ask(page, 'outline')), ...wordFaults(await ask(page, 'words'), 'zh')];
  for (const width of narrow) {
    await page.setViewportSize({ width, height: 844 });
    faults.push(...(await ask(page, 'misfits')));
  }
  return [...new Set(faults)].map((fault) => `zh: ${fault}`);
}

/** What a browser that runs no scripts is left without. */
export const unscriptedFaults = async (page: Page): Promise<string[]> =>
  [...(await ask(page, 'outline')), ...(await ask(page, 'unscripted'))].map((one) => `no script: ${one}`);

/** Marks without words that are seen in colour, and not where the visitor's own colours are forced upon the page. */
async function vanishing(page: Page): Promise<string[]> {
  type Marks = readonly (readonly [name: string, contrast: number])[];
  const before = await ask<Marks>(page, 'marks');
  const gone = new Set<string>();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, forcedColors: 'active' });
    const after = await ask<Marks>(page, 'marks');
    before.forEach(([name, contrast], i) => {
      if (contrast >= seen && (after[i]?.[1] ?? 1) < unseen) gone.add(`${colorScheme}: ${name} is not seen`);
    });
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return [...gone];
}

interface Focus {
  readonly isNew: boolean;
  readonly faults: readonly string[];
  readonly isClosed: boolean;
  readonly isFrame: boolean;
}

/** Goes through the page with the tabulator, opening what is folded. */
async function keyboardFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  await ask(page, 'rewind');
  const most = 600;
  for (let presses = 0; ; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await ask<Focus | undefined>(page, 'focus');
    if (at === undefined) break;
    // Within a frame, presses go on while this page sees the frame alone.
    if (presses > most || (!at.isNew && !at.isFrame))
      return [...faults, `goes round, or is a trap, after ${presses}`];
    faults.push(...at.faults);
    if (at.isClosed) faults.push(...(await foldFaults(page)));
  }
  return [...faults, ...(await ask(page, 'unreached'))];
}

/** Leaves open what is folded and has the focus. */
async function foldFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const [key, isClosed] of [
    ['Enter', false],
    ['Space', true],
    ['Enter', false],
    ['Escape', false],
  ] as const) {
    await page.keyboard.press(key);
    const at = await ask<Focus | undefined>(page, 'focus');
    if (at?.isClosed !== isClosed)
      faults.push(`${key} does not leave what is folded ${isClosed ? 'closed' : 'open'}`);
  }
  return faults;
}

/** Sheets of A4 that it fills on paper. */
export async function sheetsOf(page: Page): Promise<number> {
  const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
  return paper.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
