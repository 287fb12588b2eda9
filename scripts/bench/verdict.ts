import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { BenchConsortium } from './consortium.js';
import { median, rate, ratio, type Measurement } from './measurement.js';

const sellers = 60;
const benchSeller = 'demo-platform.shop-0002';
const rounds = 6;
/** Chromium's clock gives tenths of a millisecond, and the checks take few: they are made again as often. */
const bareRepeats = 20;

/** Runs before the page's own script: notes when the answer stands there, and the calls of WebCrypto that led to it. */
const watch = `(() => {
  const { subtle } = crypto;
  globalThis.calls = [];
  for (const name of ['importKey', 'verify']) {
    const own = subtle[name].bind(subtle);
    const noted = (...given) => (calls.push(() => own(...given)), own(...given));
    Object.defineProperty(subtle, name, { value: noted });
  }
  addEventListener('DOMContentLoaded', () => {
    const answer = document.querySelector('#answer');
    const note = () => answer.ariaBusy === 'false' && performance.mark('verdict');
    new MutationObserver(note).observe(answer, { attributeFilter: ['aria-busy'] });
  });
})()`;

interface Taken {
  /** Milliseconds from the visitor's click to the answer. */
  readonly verdictMs: number;
  /** Milliseconds that its signature checks take with nothing around them. */
  readonly bareMs: number;
  readonly calls: number;
}

/** @param from script for the moment that the time is counted from, in milliseconds of the page's clock */
async function taken(page: Page, from: string): Promise<Taken> {
  await page.locator('#answer[aria-busy=false] .verdict-badge').waitFor();
  return page.evaluate<Taken>(`(async () => {
    const made = [...calls];
    const verdictMs = performance.getEntriesByName('verdict').at(-1).startTime - ${from};
    const started = performance.now();
    for (let i = 0; i < ${bareRepeats}; i++) for (const call of made) await call();
    return { verdictMs, bareMs: (performance.now() - started) / ${bareRepeats}, calls: made.length };
  })()`);
}

/** Opens the page as somebody does who has never been there. */
async function firstVisit(browser: Browser, url: string): Promise<{ first: Taken; pasted: Taken }> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto(`${url}/verify/${benchSeller}`);
    const first = await taken(page, '0');
    const badge = await (await fetch(`${url}/v1/badges/${benchSeller}`)).text();
    await page.goto(`${url}/verify`);
    await page.locator('#paste').fill(badge);
    await page.evaluate(`(() => {
      performance.mark('asked');
      document.querySelector('#bring').requestSubmit();
    })()`);
    return { first, pasted: await taken(page, "performance.getEntriesByName('asked').at(-1).startTime") };
  } finally {
    await context.close();
  }
}

const ratioOf = (all: readonly Taken[]): string =>
  ratio(median(all.map(({ bareMs, verdictMs }) => verdictMs / bareMs)));
const milliseconds = (all: readonly Taken[]): string =>
  `${rate(median(all.map(({ verdictMs }) => verdictMs)))} ms, ${all[0]?.calls ?? 0} calls of WebCrypto`;

export const verdict: Measurement = {
  name: 'verdict',
  about: 'from the click on a badge to the verdict, in Chromium, against the bare signature checks in it',
  always: true,
  async run(say) {
    const executablePath = process.env['STL_CHROMIUM'] ?? '/usr/bin/chromium';
    if (!existsSync(executablePath)) {
      say(`left out: there is no ${executablePath}; STL_CHROMIUM names the program`);
      return [];
    }
    const consortium = await BenchConsortium.start(sellers);
    // Root may not sandbox itself, as in containers.
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const browser = await chromium.launch({ executablePath, args });
    try {
      const { url } = consortium.gateway;
      while (!(await fetch(`${url}/v1/badges/${benchSeller}`)).ok) await pause(50);
      const visits: { first: Taken; pasted: Taken }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const visit = await firstVisit(browser, url);
        const { first, pasted } = visit;
        say(
          `round ${round}: ${rate(first.verdictMs)} ms at a first visit, ${rate(pasted.verdictMs)} ms for a badge that is brought, ${first.bareMs.toFixed(1)} ms of signatures`,
        );
        if (round > 0) visits.push(visit);
      }
      const [first, pasted] = [visits.map((one) => one.first), visits.map((one) => one.pasted)];
      return [
        {
          what: 'time to the verdict at a first visit, against the signature checks in it',
          value: ratioOf(first),
          limit: `loading page, script, badge and lists; ${milliseconds(first)}`,
        },
        {
          what: 'time to the verdict on a badge that is brought, against the signature checks in it',
          value: ratioOf(pasted),
          limit: `asking for status lists and the trust list; ${milliseconds(pasted)}`,
        },
      ];
    } finally {
      await browser.close();
      await consortium.stop();
    }
  },
};
