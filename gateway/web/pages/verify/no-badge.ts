import type { Translator } from '../../messages/translate.js';
import type { FirstWords } from './first-words.js';

/** Why there is nothing to judge. Seconds: when the page asks again by itself, where it does. */
export type NoBadge =
  | { readonly code: 'unknown-seller' | 'not-sealed' }
  | { readonly code: 'no-badge' | 'no-trust' | 'unreadable' | 'unsupported' }
  | { readonly code: 'busy'; readonly asksInSeconds?: number };

/** What is said first where no badge could be judged. It is neither good nor bad. */
export function wordsWithoutBadge(why: NoBadge, t: Translator): FirstWords {
  const { code } = why;
  const shown = code === 'unknown-seller' || code === 'not-sealed' ? code : 'unchecked';
  return { shown, tone: 'unknown', title: t.say(`state.${shown}.title`), sentence: sentence(why, t) };
}

function sentence(why: NoBadge, t: Translator): string {
  switch (why.code) {
    case 'unknown-seller':
    case 'not-sealed':
      return t.say(`state.${why.code}.sentence`);
    case 'unreadable':
      return t.say('code.unreadable');
    case 'unsupported':
      return t.say('code.platform_unsupported');
    case 'busy':
      return why.asksInSeconds === undefined
        ? t.say('verify.busy')
        : t.say('verify.busy-asks', { seconds: why.asksInSeconds });
    case 'no-badge':
    case 'no-trust':
      return t.say(`verify.${why.code}`);
  }
}

/** True where to ask again may help. */
export const mayHelpToAskAgain = ({ code }: NoBadge): boolean =>
  code === 'busy' || code === 'no-badge' || code === 'no-trust';
