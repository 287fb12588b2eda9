import { utf8 } from '../../../../chaincode/domain/bytes.js';
import type { Translator } from '../../messages/translate.js';
import { takeFiles } from '../pieces/take-files.js';
import type { BadgeChecker } from './check.js';
import { bringCodes } from './codes.js';

/** No badge is larger. A larger file, say a film, is not read, for that could stop the page. */
const fileBytesMax = 4 * 1024 * 1024;

/** Takes badges that visitors drop, choose, paste or scan. */
export function bringBadges(t: Translator, checker: BadgeChecker): void {
  const form = document.getElementById('bring') as HTMLFormElement;
  const paste = document.getElementById('paste') as HTMLTextAreaElement;
  const trouble = document.getElementById('bring-trouble') as HTMLElement;
  const say = (key?: Parameters<Translator['say']>[0]): void => {
    trouble.textContent = key === undefined ? '' : t.say(key);
  };
  const check = (badge: string): void => void checker.check(utf8(badge));
  const take = (given: string): void => {
    say();
    // Mail and terminals break long lines; a badge has no space in it.
    const text = given.replace(/\s+/g, '');
    if (text === '') return say('verify.nothing');
    const link = verifyLink(text);
    const badge = new URLSearchParams(link?.hash.slice(1)).get('badge');
    if (link !== undefined && location.protocol.startsWith('http')) return open(link, checker);
    check(badge ?? text);
  };
  const takeFile = async (given: Blob): Promise<void> => {
    if (given.size > fileBytesMax) return say('verify.too-large');
    take(await given.text());
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    take(paste.value);
  });
  takeFiles((given) => void takeFile(given), take);
  bringCodes(t, say, (found) => {
    const isBadge = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(found);
    if (isBadge || verifyLink(found) !== undefined) take(found);
    else say('verify.no-code');
  });
}

/** A link to a verify page of any site, as codes hold it; undefined for any other text. */
function verifyLink(text: string): URL | undefined {
  const link = URL.canParse(text) ? new URL(text) : undefined;
  return link !== undefined && /^\/verify(?:\/[^/]+)?$/.test(link.pathname) ? link : undefined;
}

/** Opens what a link names on this site, in the chosen language. Another site's page would be that site's own word. */
function open({ hash, pathname, searchParams }: URL, checker: BadgeChecker): void {
  const language = new URLSearchParams(location.search).get('lang');
  if (language !== null) searchParams.set('lang', language);
  const query = searchParams.toString();
  const there = `${pathname}${query === '' ? '' : `?${query}`}${hash}`;
  // A browser does not load the address where it is already.
  if (there === `${location.pathname}${location.search}${location.hash}`)
    void checker.start({ brought: true });
  else location.assign(there);
}
