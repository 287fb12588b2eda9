/** How many there are of something, and where the first of them stand. */
export interface Places {
  count: number;
  readonly first: string[];
}

const placesShown = 5;

export const noPlaces = (): Places => ({ count: 0, first: [] });

export function addPlace(places: Places, place: string): void {
  places.count += 1;
  if (places.first.length < placesShown) places.first.push(place);
}

/** `events.json, event 3; events.json, event 7 and 12 more` */
export function placesText({ count, first }: Places): string {
  const shown = first.join('; ');
  return count > first.length ? `${shown} and ${count - first.length} more` : shown;
}
