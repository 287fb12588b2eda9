/** Signs of East Asian writing and pictographs: as wide as they are high. */
const square =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** Widths in em, as in the widest of the faces that systems bring (DejaVu Sans, Verdana), so that a text fits in any of them. */
function signWidth(sign: string): number {
  if (square.test(sign) || /[MW@%mw]/.test(sign)) return 1;
  return /\p{Lu}/u.test(sign) ? 0.78 : 0.62;
}

/** In em. */
export const textWidth = (text: string): number => [...text].reduce((sum, sign) => sum + signWidth(sign), 0);

/** Size in CSS pixels at which a text is no wider than `width`. An answer that were cut could read like another one. */
export const fittingSize = (text: string, width: number, most: number): number =>
  Math.min(most, Math.floor((10 * width) / textWidth(text)) / 10);

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
