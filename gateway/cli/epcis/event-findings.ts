import { CliFailure } from '../frame/failure.js';
import { addPlace, entryIn, noPlaces, placedLines, type Places } from '../frame/places.js';
import type { Statement } from './statement.js';

export interface EventCounts {
  /** Events read, and those of them that state something. */
  events: number;
  stating: number;
  /** Of their facts: stated now, corrected, taken back, known to stand; declared in error and never stated; changed once more after a correction. */
  stated: number;
  corrected: number;
  takenBack: number;
  known: number;
  neverStated: number;
  held: number;
  /** Facts that the same run had seen before. */
  repeated: number;
  batches: number;
  /** What has no counterpart, by what it is; and events whose order nobody knows, where they may be skipped. */
  readonly leftOut: Map<string, Places>;
  readonly skipped: Places;
  /** Locations that the map does not know, by URI. */
  readonly unknownPlaces: Map<string, number>;
}

const namesKept = 200;

/** All that is found in documents: nothing is sent of those that have a mistake. */
export class EventFindings {
  readonly counts: EventCounts = {
    ...{ events: 0, stating: 0, stated: 0, corrected: 0, takenBack: 0, known: 0 },
    ...{ neverStated: 0, held: 0, repeated: 0, batches: 0 },
    leftOut: new Map(),
    skipped: noPlaces(),
    unknownPlaces: new Map(),
  };
  readonly #mistakes = new Map<string, Places>();

  add(place: string, reason: string): void {
    addPlace(entryIn(this.#mistakes, reason, noPlaces), place);
  }

  leaveOut(place: string, what: string): void {
    this.counts.events += 1;
    addPlace(entryIn(this.counts.leftOut, what, noPlaces), place);
  }

  skip(place: string): void {
    addPlace(this.counts.skipped, place);
  }

  take({ unknownPlace }: Statement): void {
    this.counts.events += 1;
    this.counts.stating += 1;
    if (unknownPlace === undefined) return;
    const { unknownPlaces } = this.counts;
    const key = unknownPlaces.has(unknownPlace) || unknownPlaces.size < namesKept ? unknownPlace : 'others';
    unknownPlaces.set(key, (unknownPlaces.get(key) ?? 0) + 1);
  }

  /** Throws CliFailure `event_malformed` with every mistake, where there is one. */
  assertNone(): void {
    if (this.#mistakes.size === 0) return;
    throw new CliFailure('the events have mistakes; nothing was sent', {
      code: 'event_malformed',
      details: placedLines(this.#mistakes),
    });
  }
}
