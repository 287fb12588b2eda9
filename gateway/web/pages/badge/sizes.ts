/** In CSS pixels. Picture, frame and element have the same size, so that one can take another's place. */
export const badgeSizes = {
  full: { width: 272, height: 84 },
  compact: { width: 184, height: 44 },
} as const;
export type BadgeForm = keyof typeof badgeSizes;

/** Full, unless asked for the other by its name. */
export const badgeForm = (name: unknown): BadgeForm => (name === 'compact' ? 'compact' : 'full');
