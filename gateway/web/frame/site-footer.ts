import { html, type Markup } from '../html/html.js';
import type { FrameContext, VisitorContext } from './page.js';

/** What few look for, and what nobody should have to guess the address of. */
const ways = [
  ['/certificates', 'nav.certificates'],
  ['/order', 'nav.order'],
  ['/contest', 'nav.contest'],
  ['/participants', 'nav.participants'],
  ['/seals', 'nav.seals'],
  ['/proposals', 'nav.proposals'],
] as const;

export function siteFooter(context: FrameContext): Markup {
  const { ledger, link, madeAt, publicUrl, t, url } = context;
  return html`<footer class="site">
    <nav aria-label="${t.say('site.more')}">
      <ul class="ways">
        ${ways.map(([path, key]) => html`<li><a href="${link(path)}">${t.say(key)}</a></li>`)}
        <li><a href="/docs/">${t.say('site.api')}</a></li>
      </ul>
    </nav>
    <p>${t.say('site.about')}</p>
    ${ledger !== undefined && html`<p>${t.rich('site.ledger', { ledger: html`<code>${ledger}</code>` })}</p>`}
    ${languageChoice(context)}
    <p class="print-only">
      ${t.say('site.printed', { address: publicUrl + url.pathname + url.search, time: t.time(madeAt) })}
    </p>
  </footer>`;
}

function languageChoice({ languages, t, url }: VisitorContext): Markup {
  const choice = [...languages].map(([tag, { name }]) => {
    const there = new URL(url);
    there.searchParams.set('lang', tag);
    const current = tag === t.tag && html` aria-current="true"`;
    return html`<li>
      <a href="${there.pathname}${there.search}" hreflang="${tag}" lang="${tag}" ${current}>${name}</a>
    </li>`;
  });
  return html`<nav aria-label="${t.say('site.languages')}">
    <ul class="languages">
      ${choice}
    </ul>
  </nav>`;
}
