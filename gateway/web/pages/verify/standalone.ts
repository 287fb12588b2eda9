import { createHash } from 'node:crypto';
import type { Assets } from '../../frame/assets.js';
import { dataBlock, html, Markup } from '../../html/html.js';
import type { PageContext } from '../../frame/page.js';
import type { VerifyPageData } from './page-data.js';
import { verifyPage } from './verify-page.js';

const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The verify page as one file that needs no site: to be kept, passed on, and compared by its hash. It carries the trust
 * list of the day it was saved.
 */
export function standalone(context: PageContext, data: VerifyPageData, assets: Assets): string {
  const { language, t } = context;
  const { body, connect = [] } = verifyPage(context, data);
  const text = (name: string): string => new TextDecoder().decode(assets.get(name).bytes);
  const style = text('style.css');
  // `</script` inside the script would end its element.
  const script = text('verify.js').replaceAll('</script', '<\\/script');
  const policy = [
    "default-src 'none'",
    `script-src ${sha256(script)}`,
    `style-src ${sha256(style)}`,
    'img-src data: blob:',
    `connect-src ${connect.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // The policy allows style and script by their hashes, so their elements hold these texts and nothing else.
  return html`<!doctype html>
    <html lang="${t.tag}" dir="${language.direction}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-security-policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${t.say('verify.title')} · ${t.say('site.name')}</title>
        ${new Markup(`<style>${style}</style>`)} ${dataBlock('application/json', data, 'verify-data')}
      </head>
      <body>
        <main id="main">
          <p class="quiet">${t.say('verify.saved')}</p>
          ${body}
        </main>
        ${new Markup(`<script>${script}</script>`)}
      </body>
    </html> `.text;
}
