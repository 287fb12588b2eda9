import { utf8 } from '../../../../chaincode/domain/bytes.js';
import type { Translator } from '../../translate.js';
import { scanPicture, startCamera } from './scan.js';

/** Bytes over this are no badge; reading a film would stop the page. */
const LONGEST = 4 * 1024 * 1024;

/** Takes badges that visitors drop, choose, paste or scan. */
export function bringBadges(t: Translator, check: (badge: Uint8Array) => Promise<void>): void {
  const form = document.getElementById('bring') as HTMLFormElement;
  const drop = document.getElementById('drop') as HTMLElement;
  const paste = document.getElementById('paste') as HTMLTextAreaElement;
  const file = document.getElementById('file') as HTMLInputElement;
  const picture = document.getElementById('picture') as HTMLInputElement;
  const scan = document.getElementById('scan') as HTMLButtonElement;
  const camera = document.getElementById('camera') as HTMLVideoElement;
  const trouble = document.getElementById('bring-trouble') as HTMLElement;
  const say = (key: Parameters<Translator['say']>[0]): void => {
    trouble.textContent = t.say(key);
  };
  const take = async (given: Blob): Promise<void> => {
    trouble.textContent = '';
    if (given.size > LONGEST) return say('verify.too-large');
    await check(new Uint8Array(await given.arrayBuffer()));
  };
  /** A code holds a link to a verify page, with the badge or its digest. */
  const follow = async (found: string | undefined): Promise<void> => {
    if (found === undefined) return say('verify.no-code');
    const badge =
      /#badge=([\w.-]+)$/.exec(found)?.[1] ?? (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(found) ? found : undefined);
    if (badge !== undefined) return check(utf8(badge));
    // Another site's page would be that site's word: only the path is followed, here.
    const path = URL.canParse(found) ? new URL(found) : undefined;
    if (path?.pathname.startsWith('/verify/') !== true) return say('verify.no-code');
    location.assign(`${path.pathname}${path.search}${path.hash}`);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    trouble.textContent = '';
    if (paste.value.trim() === '') return say('verify.nothing');
    void check(utf8(paste.value.trim()));
  });
  file.addEventListener('change', () => {
    const [given] = file.files ?? [];
    if (given !== undefined) void take(given);
    file.value = '';
  });
  picture.addEventListener('change', () => {
    const [given] = picture.files ?? [];
    if (given !== undefined) void scanPicture(given).then(follow, () => say('verify.no-code'));
    picture.value = '';
  });
  for (const type of ['dragenter', 'dragover'])
    document.addEventListener(type, (event) => {
      event.preventDefault();
      drop.classList.add('over');
    });
  document.addEventListener('dragleave', () => drop.classList.remove('over'));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    const [given] = event.dataTransfer?.files ?? [];
    const dragged = event.dataTransfer?.getData('text/plain') ?? '';
    if (given !== undefined) void take(given);
    else if (dragged !== '') void check(utf8(dragged.trim()));
  });
  if (navigator.mediaDevices !== undefined) {
    scan.hidden = false;
    scan.addEventListener(
      'click',
      () => void startCamera(camera).then(follow, () => say('verify.no-camera')),
    );
  }
}
