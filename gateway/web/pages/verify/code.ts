import { createHash } from 'node:crypto';

/** Longest text that is still easy to scan from paper. Version 40 holds 2,953 bytes, at level L only (ISO/IEC 18004). */
const codeCharactersMax = 2_900;

/** What a QR code holds: the link and the badge's SHA-256, and the badge itself where it fits. */
export function codeOf(link: string, badge: string): { readonly text: string; readonly level: 'L' | 'M' } {
  const named = `${link}#sha256=${createHash('sha256').update(badge).digest('base64url')}`;
  const whole = `${named}&badge=${badge}`;
  return whole.length <= codeCharactersMax ? { text: whole, level: 'L' } : { text: named, level: 'M' };
}
