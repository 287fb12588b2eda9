import { Translator } from '../translate.js';
import type { VerifyPageData } from '../verify/page-data.js';
import { bringBadges } from './verify/bring.js';
import { BadgeChecker } from './verify/check.js';
import { Result } from './verify/result.js';

/** The verify page: the check runs here, in the visitor's browser. */
async function main(): Promise<void> {
  const block = document.getElementById('verify-data');
  const given = JSON.parse(block?.textContent ?? '{}') as VerifyPageData;
  // Without a network, the worker shows the page it kept, whatever seller is asked for.
  const asked = /^\/verify\/([^/]+)$/.exec(location.pathname)?.[1];
  const data = asked === undefined ? given : { seller: decodeURIComponent(asked), ...given };
  const t = new Translator(data.tag, data.messages);
  const result = new Result(t, data);
  const checker = new BadgeChecker(data, result);
  bringBadges(t, (badge) => checker.check(badge));
  if ('serviceWorker' in navigator && location.protocol.startsWith('http'))
    void navigator.serviceWorker.register('/verify-worker.js', { scope: '/verify' }).catch(() => undefined);
  await checker.start();
}

void main();
