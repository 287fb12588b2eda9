import { usage } from '../frame/failure.js';

const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** `15m`, `90s`, `1h`, `1d`, in seconds. Throws CliFailure: wrong use. */
export function spanSeconds(
  text: string,
  option: string,
  range: { readonly min: number; readonly max: number },
): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const span = Number(count) * seconds[unit as keyof typeof seconds];
  if (count !== '' && span >= range.min && span <= range.max) return span;
  throw usage(
    `${option} must be a span of time, as 90s, 15m, 1h or 1d, from ${range.min} s to ${range.max / 3600} h`,
  );
}
