/** Letters that Unicode takes for letters of their own, and that people search for by the plain one. */
const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ħ: 'h',
  ŧ: 't',
  ς: 'σ',
};
const plainLetter = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu');

/**
 * Text as a search compares it: without case, accents, width, and signs that are not seen, in any script. Upper case comes
 * first, for it alone takes ß and dotless ı apart.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cc}\p{Cf}]/gu, '')
    .replace(plainLetter, (letter) => plainLetters[letter] ?? letter);

/** The same with one space in place of all that stands between words: `Shop-0002` and `shop 0002` are alike. */
export const spaced = (text: string): string =>
  folded(text)
    .replace(/[\p{P}\p{Z}\s]+/gu, ' ')
    .trim();

/** Numbers of certificates are copied from paper: with spaces and dashes of any kind, or without. */
export const bareNumber = (text: string): string => folded(text).replace(/[\p{P}\p{Z}\s]+/gu, '');
