export const hourSeconds = 3_600;
/** POSIX time: every day has as many, for it counts no leap seconds. */
export const daySeconds = 86_400;
/** Facts are counted by periods, the first from 1970-01-01 on. */
export const periodDays = 28;

/**
 * Seconds by which two honest clocks may differ: a signer's and the ledger's, a cosigner's and that of the Seal, an
 * issuer's and its reader's.
 */
export const clockToleranceSeconds = 300;

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and civil_from_days.
function dayOfDate(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/**
 * Seconds since 1970-01-01T00:00:00Z of `YYYY-MM-DDThh:mm:ssZ` (RFC 3339 section 5.6, UTC, to the second).
 * Undefined for another shape, a date that does not exist, or a leap second (`:60`), which POSIX time cannot hold.
 */
export function parseTime(text: string): number | undefined {
  if (
    text.length !== 20 ||
    text[4] !== '-' ||
    text[7] !== '-' ||
    text[10] !== 'T' ||
    text[13] !== ':' ||
    text[16] !== ':' ||
    text[19] !== 'Z'
  )
    return undefined;

  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined;
  return dayOfDate(year, month, day) * daySeconds + hour * hourSeconds + minute * 60 + second;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** `YYYY-MM-DDThh:mm:ssZ` of whole seconds since the epoch, in the years 0000 to 9999; RangeError outside. */
export function formatTime(seconds: number): string {
  const shifted = dayOf(seconds) + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  if (!Number.isSafeInteger(seconds) || year < 0 || year > 9_999)
    throw new RangeError('a time must be whole seconds within the years 0000 to 9999');

  const rest = seconds - dayOf(seconds) * daySeconds;
  const clock = `${pad(Math.floor(rest / hourSeconds), 2)}:${pad(Math.floor(rest / 60) % 60, 2)}:${pad(rest % 60, 2)}`;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${clock}Z`;
}

/** UTC day number of a time: days since 1970-01-01. */
export function dayOf(seconds: number): number {
  return Math.floor(seconds / daySeconds);
}

/** The 28-day period a day number lies in. */
export function periodOf(day: number): number {
  return Math.floor(day / periodDays);
}

/** The last day of a period. */
export function lastDayOf(period: number): number {
  return (period + 1) * periodDays - 1;
}

/** The start of the hour: times that a buyer's habits could be read from are rounded before they are stated. */
export function floorToHour(seconds: number): number {
  return Math.floor(seconds / hourSeconds) * hourSeconds;
}
