import { html } from '../html/html.js';
import type { Page, VisitorContext } from './page.js';

/** What the site's worker shows without a network where it has kept nothing. */
export function offlinePage({ link, t }: VisitorContext): Page {
  return {
    title: t.say('offline.title'),
    body: html`<section class="card narrow">
      <h1>${t.say('offline.title')}</h1>
      <p>${t.say('offline.text')}</p>
      <p>${t.say('offline.verify')}</p>
      <p><a class="button" href="${link('/verify')}">${t.say('nav.verify')}</a></p>
    </section>`,
  };
}
