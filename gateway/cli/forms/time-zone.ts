import { dayOf, daySeconds } from '../../../chaincode/domain/time.js';

const offsetText = /^GMT(?:([+-])(\d\d):(\d\d))?$/;

/**
 * IANA names with a region, and UTC. Not `EST` or `MST`: they are names too, but without summer time, which whoever writes them seldom
 * means.
 */
export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || (name !== 'UTC' && !/^[A-Za-z_]+\//.test(name))) return false;
  try {
    Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What the clocks of a zone (see `isTimeZone`) show, by the time zone data of Node. All times are whole seconds. */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsetByDay = new Map<number, number>();

  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  }

  /**
   * When clocks show `local`, which is written as seconds since the epoch as if it were UTC. By RFC 5545 section 3.3.5, what they show
   * twice means the first time, and what they leap over is counted with the offset before the leap.
   */
  secondsOf(local: number): number {
    const day = dayOf(local);
    // No clock is a whole day off UTC: the two days surround the time, and any change of the clocks at it.
    const [before, after] = [this.#offsetOnDay(day - 1), this.#offsetOnDay(day + 2)];
    if (before === after) return local - before;
    const shown = [local - before, local - after].filter((time) => time + this.#offsetAt(time) === local);
    return shown.length === 0 ? local - before : Math.min(...shown);
  }

  /** How far clocks are ahead of UTC at a time. */
  offsetAt(seconds: number): number {
    const day = dayOf(seconds);
    const before = this.#offsetOnDay(day - 1);
    return before === this.#offsetOnDay(day + 2) ? before : this.#offsetAt(seconds);
  }

  #offsetOnDay(day: number): number {
    let offset = this.#offsetByDay.get(day);
    if (offset === undefined) {
      offset = this.#offsetAt(day * daySeconds);
      this.#offsetByDay.set(day, offset);
    }
    return offset;
  }

  #offsetAt(seconds: number): number {
    const parts = this.#format.formatToParts(seconds * 1000);
    const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [whole, sign, hours = 0, minutes = 0] = offsetText.exec(text) ?? [];
    if (whole === undefined) throw new Error(`no offset of a time zone: ${text}`);
    return (sign === '-' ? -60 : 60) * (Number(hours) * 60 + Number(minutes));
  }
}
