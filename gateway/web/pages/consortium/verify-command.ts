import type { PageContext } from '../../frame/page.js';

/** How anyone checks the same proof with a program that did not come from this site. */
export const verifyCommand = ({ publicUrl }: Pick<PageContext, 'publicUrl'>, path: string): string =>
  [
    `stl --url ${publicUrl} trust trust.json`,
    `curl -s ${publicUrl}${path} > proof.json`,
    'stl verify proof.json --trust trust.json',
  ].join('\n');
