import { html, type Markup } from '../html/html.js';
import type { FrameContext, VisitorContext } from './page.js';

/** The ways into the site, with a short name for narrow screens; each stands for all pages below it. */
const ways = [
  ['/sellers', 'nav.sellers', 'nav.sellers.short'],
  ['/verify', 'nav.verify', 'nav.verify.short'],
  ['/score', 'nav.score', 'nav.score.short'],
  ['/organisations', 'nav.organisations', 'nav.organisations.short'],
] as const;

export function siteHeader({ t, link, url }: VisitorContext): Markup {
  return html`<header class="site">
    <a class="brand" href="${link('/')}"
      ><img src="/icon.svg" alt="" width="28" height="28" />${t.say('site.name')}</a
    >
    <nav aria-label="${t.say('site.nav')}">
      ${ways.map(([path, key, short]) => {
        const isHere = url.pathname === path && html` aria-current="page"`;
        return html`<a href="${link(path)}" ${isHere}
          ><span class="full">${t.say(key)}</span><span class="short">${t.say(short)}</span></a
        >`;
      })}
    </nav>
  </header>`;
}

/** What must be known before anything on the page is believed. */
export function notices({ demo = false, madeAt, shiftedDays, t }: FrameContext): Markup {
  const saved = html`<aside class="banner" aria-label="${t.say('site.saved.title')}" id="saved-copy" hidden>
    <p>${t.say('site.saved', { time: t.time(madeAt) })}</p>
  </aside>`;
  const text = noticeOf({ demo, shiftedDays });
  if (text === undefined) return saved;
  return html`<aside class="banner" aria-label="${t.say('site.note')}" id="site-note">
      <p>${t.say(text, { days: shiftedDays ?? 0 })}</p>
    </aside>
    ${saved}`;
}

/** An import holds facts of real orders, moved in time: they are not made up, whoever runs the ledger. */
function noticeOf({
  demo,
  shiftedDays,
}: {
  readonly demo: boolean;
  readonly shiftedDays: number | undefined;
}) {
  if (demo) return shiftedDays === undefined ? 'site.demo' : 'site.demo-import';
  return shiftedDays === undefined ? undefined : 'site.shifted';
}
