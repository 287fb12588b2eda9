import {
  daySeconds,
  floorToHour,
  formatTime,
  hourSeconds,
  parseTime,
} from '../../../chaincode/domain/time.js';
import { CellError } from './cell-error.js';
import type { Column } from './columns.js';
import { dayIn, type DateFormat } from './date-format.js';
import { TimeZone } from './time-zone.js';

/** How days and times are written. */
export interface TimeReading {
  readonly dates: DateFormat;
  /** Where days and times without an offset are to be read. */
  readonly timeZone?: TimeZone | undefined;
  /** Times in a column of whole hours are rounded down; else one with minutes is a mistake. */
  readonly hours?: 'round' | undefined;
}

/** Days and times of UTC. */
export const utcTimes: TimeReading = { dates: 'YYYY-MM-DD', timeZone: new TimeZone('UTC') };

/** What a clock on a wall shows: `local` is seconds since the epoch as if it were UTC. */
interface Written {
  readonly local: number;
  readonly isDay: boolean;
  /** In seconds, where it is written. */
  readonly offset?: number | undefined;
}

// T20:00:00-06:00,  8:00 PM, 20:00 UTC
const clock =
  /^(?:T|,? +|, at )(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?([AP])\.?M\.?)?(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?$/i;

/** Earlier years, and those of a later decade, are slips of a pen more often than facts, and what is signed stays. */
const earliestYear = 1990;
const yearsAhead = 10;

const exampleOf = ({ type }: Column): string =>
  type === 'time' ? '2027-12-31T23:59:59Z' : '2027-12-31T23:00:00Z';

/**
 * Reads a day or a time as `YYYY-MM-DDThh:mm:ssZ`. A day alone means its start, or its end where something ends: in a column of whole
 * hours the first and the last that begin on it. A day of no zone is one of UTC. Throws CellError; also for a time of no zone.
 */
export function readTime(text: string, column: Column, reading: TimeReading): string {
  const written = readPlausible(text, column, reading);
  return written.isDay ? readDay(written.local, column, reading) : readClock(written, column, reading);
}

function readPlausible(text: string, column: Column, { dates }: TimeReading): Written {
  const written = read(text, dates);
  if (written === undefined)
    throw new CellError(`not a date; write it as ${formatName(dates)}, or as ${exampleOf(column)}`);
  needPlausibleYear(written.local);
  return written;
}

/** Whether a day in the column ends with a promise, which is kept or broken by its zone. */
export const isPromise = ({ name }: Column): boolean => name.endsWith('By');

/**
 * The same day or time in one form, whatever the format of its days: `YYYY-MM-DD`, or a time to the second with the offset of its
 * zone. Throws CellError as `readTime` does, but for hours.
 */
export function plainTime(text: string, column: Column, reading: TimeReading): string {
  const written = readPlausible(text, column, reading);
  if (written.isDay) return formatTime(written.local).slice(0, 10);
  const seconds = secondsOf(written, reading);
  const offset = reading.timeZone?.offsetAt(seconds) ?? written.offset ?? 0;
  return `${formatTime(seconds + offset).slice(0, -1)}${offsetText(offset)}`;
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / 60;
  const two = (number: number): string => String(Math.trunc(number)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

function readDay(local: number, { name, type }: Column, { timeZone }: TimeReading): string {
  const secondsOf = (time: number): number => timeZone?.secondsOf(time) ?? time;
  const isEnd = /(Until|By)$/.test(name);
  const seconds = isEnd ? secondsOf(local + daySeconds) - 1 : secondsOf(local);
  if (type === 'time') return formatTime(seconds);
  // Zones that are half an hour off: an hour that begins on the day before would count for that.
  return formatTime(floorToHour(isEnd ? seconds : seconds + hourSeconds - 1));
}

function secondsOf({ local, offset }: Written, { timeZone }: TimeReading): number {
  if (offset !== undefined) return local - offset;
  if (timeZone === undefined)
    throw new CellError(`a time without an offset, as +02:00 or Z; add it, or ${nameTheZone}`);
  return timeZone.secondsOf(local);
}

function readClock(written: Written, column: Column, reading: TimeReading): string {
  const { hours } = reading;
  const seconds = secondsOf(written, reading);
  if (column.type === 'time') return formatTime(seconds);
  const hour = floorToHour(seconds);
  if (hour === seconds || hours === 'round') return formatTime(hour);
  throw new CellError(
    `not a whole hour, as ${exampleOf(column)}; "hours": "round" in a map rounds times down`,
  );
}

const nameTheZone =
  'name it in the map, "timeZone": "America/Denver" for example, or "timeZone": "UTC" where it is one of UTC';

/** Undefined for what is not written that way. Throws CellError for what is, but does not exist. */
function read(text: string, format: DateFormat): Written | undefined {
  if (format === 'excel' && /^\d{1,6}(?:[.,]\d+)?$/.test(text)) return readSerial(text);
  // A day that begins with its year cannot be read two ways, whatever others look like. Cells of workbooks that hold dates come so.
  const { day, rest = '' } = dayIn(text, format) ?? dayIn(text, 'YYYY-MM-DD') ?? {};
  const [, hour, minute = '', second = '00', half, zone] = clock.exec(rest) ?? [];
  if (day === undefined || (rest !== '' && hour === undefined)) return undefined;
  const time = hour === undefined ? '00:00:00' : `${hour24(hour, half)}:${minute}:${second}`;
  const local = parseTime(`${day}T${time}Z`);
  const offset = zone === undefined ? undefined : offsetOf(zone);
  if (local === undefined || Number.isNaN(offset)) throw new CellError('there is no such day or time');
  return { local, isDay: hour === undefined, offset };
}

/** In two digits; one that no clock of twelve hours shows becomes none that exists. */
function hour24(hour: string, half: string | undefined): string {
  if (half === undefined) return hour.padStart(2, '0');
  const twelve = Number(hour);
  if (twelve < 1 || twelve > 12) return '99';
  return String((twelve % 12) + (half.toUpperCase() === 'P' ? 12 : 0)).padStart(2, '0');
}

/** In seconds; NaN for more than clocks anywhere are off UTC. */
export function offsetOf(zone: string): number {
  const [, sign, hours = 0, minutes = 0] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  return Number(minutes) > 59 || offset > 14 * 60 ? NaN : offset * (sign === '-' ? -60 : 60);
}

const firstSerialDay = 25_569; // 1970-01-01

function readSerial(text: string): Written {
  const serial = Number(text.replace(',', '.'));
  return { local: Math.round((serial - firstSerialDay) * daySeconds), isDay: Number.isInteger(serial) };
}

function formatName(format: DateFormat): string {
  return format === 'excel' ? 'a serial number, 46389 for 2027-01-02' : format;
}

/** `local`: seconds. Throws CellError. */
export function needPlausibleYear(local: number): void {
  const year = new Date(local * 1000).getUTCFullYear();
  const latestYear = new Date().getUTCFullYear() + yearsAhead;
  if (year >= earliestYear && year <= latestYear) return;
  throw new CellError(`the year ${year} is not between ${earliestYear} and ${latestYear}`);
}
