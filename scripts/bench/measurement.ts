/** One line of the table. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  /** What the project aims at; absent where a figure is only shown. */
  readonly aim?: string;
  /** What keeps the figure from being better. */
  readonly limit: string;
}

export interface Measurement {
  readonly name: string;
  readonly about: string;
  /** False: only when asked for by name, since it takes minutes. */
  readonly always: boolean;
  run(say: (line: string) => void): Promise<readonly Figure[]>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length - 1 - middle], sorted[middle]];
  return (low + high) / 2;
}

/** The value that `percent` of the values are below. */
export function percentile(ascending: readonly number[], percent: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor((ascending.length * percent) / 100))] ?? 0;
}

export const rate = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
export const ratio = (value: number): string => value.toFixed(2);
/** Seconds as whole microseconds. */
export const micros = (seconds: number): string => rate(seconds * 1_000_000);
export const mebibytes = (bytes: number): string => `${rate(bytes / 1024 / 1024)} MiB`;
