import english from '../../../gateway/web/messages/en.js';
import chinese from '../../../gateway/web/messages/zh.js';
import { tradingNames } from './states-site.js';

const latin = /\p{Script=Latin}[\p{Script=Latin}'’-]{2,}/gu;
/** Names are the same in every language: of sellers, participants, organisations, schemes and files. */
const names = [
  ...Object.values(tradingNames),
  /\bdemo-[a-z]+(\.[a-z0-9-]+)?/g,
  /\b(platform|certifier|payments)\b/g,
  /\b(contested-1|DC-\d|iso-9001|UTC)\b/g,
  // What somebody looks for.
  /\bnobody\b/g,
  /<script>\S*x{9,}/g,
  // Cut where a name is too long for its place.
  /W{9,}/g,
  /\b[\w-]+\.(js|example|org|csv|svg|png)\b/g,
];
const han = /\p{Script=Han}/u;
/** A hole that nobody filled. */
const hole = /\{[a-zA-Z]+[|}]/;

const keys = new Set(Object.keys(english.messages));
/** Latin words that Chinese texts use on purpose: API, JSON, names of standards and files. */
const usedInChinese = new Set(Object.values(chinese.messages).flatMap((text) => text.match(latin) ?? []));

/**
 * Texts of a page that are not in its language, keys of texts that are missing, and holes that were not filled.
 * Names, code and foreign texts are not among the texts.
 */
export function wordFaults(texts: readonly string[], language: 'en' | 'zh'): string[] {
  return texts.flatMap((whole) => {
    const text = names.reduce<string>((rest, name) => rest.replaceAll(name, ' '), whole);
    const shown = whole.slice(0, 80);
    if (keys.has(whole)) return [`a key: ${whole}`];
    if (hole.test(text)) return [`not filled: ${shown}`];
    if (language === 'en') return han.test(text) ? [`Chinese: ${shown}`] : [];
    const foreign = (text.match(latin) ?? []).filter((word) => !usedInChinese.has(word));
    return foreign.length > 0 ? [`${foreign.join(' ')}: ${shown}`] : [];
  });
}
