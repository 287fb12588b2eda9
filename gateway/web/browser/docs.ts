import { html } from '../html/html.js';
import { site } from '../messages/en/site.js';

/** The page over the API's description: the site's frame around it, and what its own markup leaves out for screen readers. */
const frame = html`<a class="skip" href="#swagger-ui">${site['site.skip']}</a>
  <header class="site">
    <a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28" />${site['site.name']}</a>
    <nav aria-label="${site['site.nav']}">
      <a href="/sellers">${site['nav.sellers']}</a>
      <a href="/verify">${site['nav.verify']}</a>
      <a href="/score">${site['nav.score']}</a>
      <a href="/organisations">${site['nav.organisations']}</a>
    </nav>
  </header>`;
document.body.insertAdjacentHTML('afterbegin', frame.text);
document.getElementById('swagger-ui')?.setAttribute('tabindex', '-1');

const dark = matchMedia('(prefers-color-scheme: dark)');
const setScheme = (): boolean => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', setScheme);
setScheme();

/** By selector, what is added: which part of the page it is, its name, the level of a heading. */
const missing: readonly (readonly [selector: string, attributes: Readonly<Record<string, string>>])[] = [
  ['.information-container', { role: 'region', 'aria-label': 'About this interface' }],
  ['.scheme-container', { role: 'region', 'aria-label': 'Server and signing' }],
  ['.servers select', { 'aria-label': 'Server' }],
  ['.parameters select:not([id])', { 'aria-label': 'Value' }],
  ['.responses-table[role=region]', { 'aria-label': 'Responses', role: 'table' }],
  ['pre.microlight, .highlight-code > pre', { tabindex: '0' }],
  ['.opblock-tag, section.models > h4', { 'aria-level': '2' }],
  ['.opblock-section-header h4, .responses-inner h4', { 'aria-level': '3' }],
];

/** The description is drawn, and drawn again, by scripts of its own. */
new MutationObserver(() => {
  for (const [selector, attributes] of missing) {
    for (const element of document.querySelectorAll(selector)) {
      for (const [name, value] of Object.entries(attributes))
        if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    }
  }
}).observe(document.body, { childList: true, subtree: true });
