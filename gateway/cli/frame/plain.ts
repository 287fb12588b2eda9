/** A name may hold anything. What moves a terminal's cursor or turns a line around must not reach who reads it to decide. */
export const plain = (text: string): string =>
  text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} \n]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16) ?? ''}}`);
