import type { MessageKey } from '../../messages/en.js';
import type { Translator } from '../../messages/translate.js';
import { scanPicture, watchCamera } from './scan.js';

/** Reads codes from pictures and through the camera. A saved page has neither: the reader is a file of the site. */
export function bringCodes(
  t: Translator,
  say: (key?: MessageKey) => void,
  take: (found: string) => void,
): void {
  const picture = document.getElementById('picture') as HTMLInputElement | null;
  const scan = document.getElementById('scan') as HTMLButtonElement | null;
  const camera = document.getElementById('camera') as HTMLVideoElement | null;
  if (picture === null || scan === null || camera === null) return;
  const follow = (found: string | undefined): void =>
    found === undefined ? say('verify.no-code') : take(found);

  picture.addEventListener('change', () => {
    const [given] = picture.files ?? [];
    if (given !== undefined) void scanPicture(given).then(follow, () => say('verify.no-code'));
    picture.value = '';
  });
  if (navigator.mediaDevices === undefined) return;
  scan.hidden = false;
  let watching: AbortController | undefined;
  const watch = async (): Promise<void> => {
    const { signal } = (watching = new AbortController());
    say();
    scan.textContent = t.say('verify.scan-stop');
    try {
      const found = await watchCamera(camera, signal);
      if (found !== undefined) take(found);
    } catch {
      say('verify.no-camera');
    } finally {
      watching = undefined;
      scan.textContent = t.say('verify.scan');
    }
  };
  scan.addEventListener('click', () => {
    if (watching === undefined) void watch();
    else watching.abort();
  });
}
