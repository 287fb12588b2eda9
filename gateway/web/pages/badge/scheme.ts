/** Whose colours a badge has: `auto` follows what the visitor's system asks for. */
export const badgeSchemes = ['auto', 'light', 'dark'] as const;
export type BadgeScheme = (typeof badgeSchemes)[number];

/** `auto`, unless asked for another by its name. */
export const badgeScheme = (name: unknown): BadgeScheme =>
  badgeSchemes.find((scheme) => scheme === name) ?? 'auto';
