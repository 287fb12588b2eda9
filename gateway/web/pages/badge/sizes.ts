/** In CSS pixels. Picture, frame and element have the same size, so that one can take another's place. */
export const badgeSizes = {
  full: { width: 272, height: 84 },
  compact: { width: 232, height: 48 },
} as const;
export type BadgeForm = keyof typeof badgeSizes;

/** Full, unless asked for the other by its name. */
export const badgeForm = (name: unknown): BadgeForm => (name === 'compact' ? 'compact' : 'full');

/** What is left for words beside the ring. */
export const wordsWidth: Readonly<Record<BadgeForm, number>> = { full: 188, compact: 168 };
