import { html } from '../html/html.js';
import { headOf } from './head.js';
import type { FrameContext, Page } from './page.js';
import { siteFooter } from './site-footer.js';
import { notices, siteHeader } from './site-header.js';

/** The whole document: one look and one frame for all pages. */
export function documentOf(context: FrameContext, page: Page): string {
  const { language, t } = context;
  return html`<!doctype html>
    <html lang="${t.tag}" dir="${language.direction}">
      ${headOf(context, page)}
      <body>
        <a class="skip" href="#main">${t.say('site.skip')}</a>
        ${siteHeader(context)} ${notices(context)}
        <main id="main" tabindex="-1">${page.body}</main>
        ${siteFooter(context)}
      </body>
    </html> `.text;
}
