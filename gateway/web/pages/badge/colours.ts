/**
 * No colour is green: only the verify page, which has checked, shows green. Each pair of ink and ground has a contrast of at
 * least 4.5 (WCAG 2.2, 1.4.3).
 */
export const badgeColours = {
  light: {
    ground: '#ffffff',
    line: '#c9c5ba',
    ink: '#1c1f1d',
    quiet: '#565b57',
    link: '#0b5f8a',
    track: '#e6e8ee',
  },
  dark: {
    ground: '#1b1f1d',
    line: '#4a514c',
    ink: '#eef1ee',
    quiet: '#aeb6b0',
    link: '#7cc4ee',
    track: '#363d47',
  },
} as const;

/** As CSS custom properties, `--ink` and so on. */
export const colourProperties = (scheme: keyof typeof badgeColours): string =>
  Object.entries(badgeColours[scheme])
    .map(([name, value]) => `--${name}:${value};`)
    .join('');

export const badgeFace =
  "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";
