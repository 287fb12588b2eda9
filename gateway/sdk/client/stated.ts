import type { CallOptions, Caller } from './caller.js';
import { partsOf } from './parts.js';
import { pause } from './retry.js';
import type { RecordCount } from './standing.js';

/** The last record with a content; null where its issuer has stated none. */
export type StatedContent = Exclude<RecordCount, { readonly counts: null }> | null;

interface Answered {
  readonly items: readonly StatedContent[];
  readonly unsettled: readonly string[];
}

const contentsPerQuestion = 1_000;

/**
 * Asks what the signing participant has stated, in the order given: `contents` are `contentId`s of one record each, none twice.
 * Batches of its own that the gateway has and cannot read yet are waited for: they may hold what seems not to be stated. Of what
 * other gateways have it cannot know. Throws ProblemError, ClientError.
 */
export async function stated(
  caller: Caller,
  contents: readonly string[],
  options: CallOptions = {},
): Promise<readonly StatedContent[]> {
  const ask = async (asked: readonly string[]): Promise<Answered> =>
    (await caller.post<Answered>('/v1/stated', { contents: asked }, { ...options, repeatable: true })).value;
  const [first] = contents;
  if (first === undefined) return [];
  await settled(async () => (await ask([first])).unsettled, options.signal);
  const items: StatedContent[] = [];
  for (const asked of partsOf(contents, contentsPerQuestion)) items.push(...(await ask(asked)).items);
  return items;
}

const pollMaxMs = 2_000;

/** Waits until the batches that are unsettled now have gone; those that come later are none of the caller's past. */
async function settled(
  unsettled: () => Promise<readonly string[]>,
  signal: AbortSignal | undefined,
): Promise<void> {
  let left = new Set(await unsettled());
  for (let pollMs = 100; left.size > 0; pollMs = Math.min(2 * pollMs, pollMaxMs)) {
    await pause(pollMs, signal);
    left = new Set((await unsettled()).filter((batch) => left.has(batch)));
  }
}
