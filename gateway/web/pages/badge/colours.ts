import type { Tone } from '../../messages/standing.js';

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
    fair: '#7a5200',
    bad: '#a3231d',
  },
  dark: {
    ground: '#1b1f1d',
    line: '#4a514c',
    ink: '#eef1ee',
    quiet: '#aeb6b0',
    link: '#7cc4ee',
    track: '#363d47',
    fair: '#f0c265',
    bad: '#ff9b93',
  },
} as const;

type Colour = keyof (typeof badgeColours)['light'];

/** How a tone colours ring and answer. A good one is the blue of links and plain ink: praise that nobody has checked has no colour. */
export const toneColours: Readonly<Record<Tone, { readonly ring: Colour; readonly answer: Colour }>> = {
  good: { ring: 'link', answer: 'ink' },
  fair: { ring: 'fair', answer: 'fair' },
  bad: { ring: 'bad', answer: 'bad' },
  unknown: { ring: 'quiet', answer: 'ink' },
};

/** As CSS custom properties, `--ink` and so on. */
export const colourProperties = (scheme: keyof typeof badgeColours): string =>
  Object.entries(badgeColours[scheme])
    .map(([name, value]) => `--${name}:${value};`)
    .join('');

export const badgeFace =
  "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";
