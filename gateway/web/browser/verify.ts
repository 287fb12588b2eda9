import { Translator } from '../messages/translate.js';
import { askedBy } from '../pages/verify/asked.js';
import type { VerifyPageData } from '../pages/verify/page-data.js';
import { bringBadges } from './verify/bring.js';
import { BadgeChecker } from './verify/check.js';

/** The verify page: the check runs here, in the visitor's browser. */
async function main(): Promise<void> {
  const block = document.getElementById('verify-data');
  const given = JSON.parse(block?.textContent ?? '{}') as VerifyPageData;
  // Without a network the worker gives the page for any seller, so seller and shop are read from the address.
  const { seller, shop } = askedBy(new URL(location.href));
  const data = {
    ...(seller === undefined ? {} : { seller }),
    ...(shop === undefined ? {} : { shop }),
    ...given,
  };
  const t = new Translator(data.tag, data.messages, data.locale);
  const checker = new BadgeChecker(t, data);
  bringBadges(t, checker);
  // A code that is scanned on its own seller's page changes only what stands behind the #: the page does not load again.
  addEventListener('hashchange', () => {
    if (/^#(?:badge|sha256)=/.test(location.hash)) void checker.start({ brought: true });
  });
  // Nobody can scan what is not there: a seller that is not known or not sealed yet has no code.
  const code = document.querySelector<HTMLImageElement>('#code');
  const hide = () => code?.closest('section')?.setAttribute('hidden', '');
  code?.addEventListener('error', hide);
  if (code?.complete === true && code.naturalWidth === 0) hide();
  await checker.start();
}

void main();
