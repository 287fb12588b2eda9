/** How many, and the first of them. */
export interface Places {
  count: number;
  readonly first: string[];
}

const placesShown = 5;
const namesKept = 200;

export const noPlaces = (): Places => ({ count: 0, first: [] });

export function addPlace(places: Places, place: string): void {
  places.count += 1;
  if (places.first.length < placesShown) places.first.push(place);
}

/** Of a table that cannot grow without end, whatever a file holds. */
export function entryIn<T>(table: Map<string, T>, name: string, make: () => T): T {
  const key = table.has(name) || table.size < namesKept ? name : 'others';
  const found = table.get(key) ?? make();
  table.set(key, found);
  return found;
}

/** `events.json, event 3; events.json, event 7 and 12 more` */
export function placesText({ count, first }: Places): string {
  const shown = first.join('; ');
  return count > first.length ? `${shown} and ${count - first.length} more` : shown;
}

/** One line for each reason. */
export const placedLines = (reasons: ReadonlyMap<string, Places>): string[] =>
  [...reasons].map(([reason, places]) => `${placesText(places)}: ${reason}`);
