/** Signs of East Asian writing and pictographs: as wide as they are high. */
const square =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** Widths in em of the widest of the faces that systems bring (DejaVu Sans Bold), so that a text fits in any of them. */
function signWidth(sign: string): number {
  if (square.test(sign)) return 1;
  if (/[MW@%mw]/.test(sign)) return 1.1;
  if (/[ .,:;·'ijl|!]/.test(sign)) return 0.38;
  if (/[frtI()/-]/.test(sign)) return 0.5;
  return /\p{Lu}/u.test(sign) ? 0.8 : 0.7;
}

/** In em. */
const textWidth = (text: string): number => Array.from(text).reduce((sum, sign) => sum + signWidth(sign), 0);

/** Size in CSS pixels at which a text is no wider than `width`. An answer that were cut could read like another one. */
export const fittingSize = (text: string, width: number, most: number): number =>
  Math.min(most, Math.floor((10 * width) / textWidth(text)) / 10);

/** Of the small lines, and the least that is still read. */
export const small = 11;
const leastSmall = 9.5;

/** What is left of a line beside a word at its end. */
export const besideWidth = (word: string, width: number): number => width - textWidth(word) * small - 8;

/** True if a text may share its line with a word at the end of it. */
export const fitsBeside = (text: string, word: string, width: number): boolean =>
  text !== '' && fittingSize(text, besideWidth(word, width), small) >= leastSmall;

/** The text, or as much of it as is surely no wider than `width` at `size`. */
export function cutToFit(text: string, width: number, size: number): string {
  if (textWidth(text) * size <= width) return text;
  let kept = '';
  for (const sign of text) {
    if (textWidth(`${kept}${sign}…`) * size > width) break;
    kept += sign;
  }
  return `${kept}…`;
}
