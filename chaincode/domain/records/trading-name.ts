/** First and last code point. */
type Range = readonly [first: number, last: number];

/**
 * What changes what the eye reads, or is not seen at all: with one of them, two names that look alike differ. Written
 * out, for the tables of `\p{...}` differ between engines, and all must accept the same records.
 */
const unseen: readonly Range[] = [
  [0x00, 0x1f], // control
  [0x7f, 0x9f],
  [0xad, 0xad], // soft hyphen
  [0x34f, 0x34f], // combining grapheme joiner
  [0x61c, 0x61c], // direction of writing
  [0x115f, 0x1160], // Hangul fillers
  [0x17b4, 0x17b5], // Khmer inherent vowels
  [0x180b, 0x180f], // Mongolian separators
  [0x200b, 0x200f], // zero width, direction
  [0x2028, 0x202e], // line ends, direction
  [0x2060, 0x206f], // zero width, direction
  [0x2800, 0x2800], // braille blank
  [0x3164, 0x3164], // Hangul filler
  [0xd800, 0xf8ff], // half a character, private use
  [0xfdd0, 0xfdef], // no characters
  [0xfe00, 0xfe0f], // variation selectors
  [0xfeff, 0xfeff], // zero width
  [0xffa0, 0xffa0], // Hangul filler
  [0xfff0, 0xffff], // specials, no characters
  [0x1bca0, 0x1bca3], // shorthand format
  [0x1d173, 0x1d17a], // musical format
  [0xe0000, 0x10ffff], // tags, variation selectors, private use
];

const spaces: readonly Range[] = [
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];

const isIn = (ranges: readonly Range[], sign: string | undefined): boolean => {
  const code = sign?.codePointAt(0) ?? 0;
  return ranges.some(([first, last]) => code >= first && code <= last);
};

/** UTF-16 units. */
export const tradingNameMax = 100;

/** True for 1 to 100 UTF-16 units without unseen characters, and without a space at either end. */
export function isTradingName(name: string): boolean {
  if (name.length === 0 || name.length > tradingNameMax) return false;
  const signs = Array.from(name);
  if (isIn(spaces, signs[0]) || isIn(spaces, signs.at(-1))) return false;
  return !signs.some((sign) => isIn(unseen, sign));
}
