/** Where a source's position stood when it was asked. `at`: seconds since the epoch. */
interface Mark {
  readonly at: number;
  readonly position: string;
}

/** How far a source with a cursor was read. */
export interface Reached {
  /** When it was last asked, seconds since the epoch. */
  readonly at: number;
  /** Of the last row then. */
  readonly position: string;
  /** How it came there, the oldest first; as far back as `resumeFrom` may need. */
  readonly marks: readonly Mark[];
}

/** So many marks of a lag are enough: to start at an older one is always safe. */
const marksOfLag = 16;

/**
 * Where to read from. A row gets its value when it is written and can be seen when its transaction is committed: meanwhile others with
 * higher values may have been read. So a run starts where the source stood `lag` seconds before the run before it: whatever was
 * committed within `lag` of being written is seen once at least. Undefined: from the start.
 */
export function resumeFrom(reached: Reached | undefined, lag: number): string | undefined {
  return reached?.marks.findLast(({ at }) => at <= reached.at - lag)?.position;
}

/** After a run that asked at `at` and came to `position`. */
export function reachedBy(before: Reached | undefined, { at, position }: Mark, lag: number): Reached {
  const all = [...(before?.marks ?? []), { at, position }];
  const needed = all.slice(
    Math.max(
      0,
      all.findLastIndex((mark) => mark.at <= at - lag),
    ),
  );
  const marks = needed.filter((_, i) => {
    const [earlier, later] = [needed[i - 1], needed[i + 1]];
    return earlier === undefined || later === undefined || later.at - earlier.at > lag / marksOfLag;
  });
  return { at, position, marks };
}
