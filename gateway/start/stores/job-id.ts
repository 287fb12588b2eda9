import { randomBytes } from 'node:crypto';

const timeDigits = 9;

/** Sorts by the time it was made, in seconds; nobody can guess it. */
export const newJobId = (now: number): string =>
  `${now.toString(36).padStart(timeDigits, '0')}-${randomBytes(16).toString('base64url')}`;

/** When an id was made, seconds. */
export const timeOfJob = (id: string): number => Number.parseInt(id.slice(0, timeDigits), 36);
