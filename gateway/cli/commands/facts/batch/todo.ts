import type { Client, RecordView, StatedContent } from '../../../../sdk/client/index.js';

/** Contents that are to be stated, and of each that is stated again the record that said it before. */
export type Todo = ReadonlyMap<string, string | undefined>;

/** What a run does not state, counted. */
export interface LeftAlone {
  readonly standing: number;
  /** Stated before; taken back since, or signed by a key that is revoked since. */
  readonly withdrawn: number;
  /** Stated before; a correction has put another record in their place since. */
  readonly replaced: number;
}

export interface TodoOptions {
  /** Whether what was withdrawn is stated once more. */
  readonly again: boolean;
  readonly signal: AbortSignal;
}

/** Asks which contents stand, and chooses the others. Throws ProblemError, ClientError. */
export async function todoOf(
  contents: Iterable<string>,
  client: Pick<Client, 'get' | 'stated'>,
  { again, signal }: TodoOptions,
): Promise<{ readonly todo: Todo; readonly leftAlone: LeftAlone }> {
  const ids = [...contents];
  const answers = await client.stated(ids, { signal });
  const todo = new Map<string, string | undefined>();
  const leftAlone = { standing: 0, withdrawn: 0, replaced: 0 };
  for (const [i, id] of ids.entries()) {
    const answer = answers[i] ?? null;
    if (answer === null) {
      todo.set(id, undefined);
      continue;
    }
    const how = await standingOf(answer, client, signal);
    if (how === 'withdrawn' && again) todo.set(id, answer.record);
    else leftAlone[how] += 1;
  }
  return { todo, leftAlone };
}

async function standingOf(
  answer: NonNullable<StatedContent>,
  client: Pick<Client, 'get'>,
  signal: AbortSignal,
): Promise<keyof LeftAlone> {
  if (answer.counts) return 'standing';
  if (answer.flag === 'key_revoked') return 'withdrawn';
  if (answer.flag !== 'corrected' || answer.by === undefined) return 'standing';
  const { value } = await client.get<RecordView>(`/v1/records/${answer.by}`, { signal });
  // Another record stands in its place: stated once more it would lose to that, and never count.
  const isReplaced =
    value.visible && value.record.kind === 'correction' && value.record.replacement !== undefined;
  return isReplaced ? 'replaced' : 'withdrawn';
}

/** Of what is left alone, for people: one line for each reason. */
export function leftText({
  replaced,
  repeated,
  standing,
  withdrawn,
}: LeftAlone & { readonly repeated: number }): string[] {
  const said = (count: number, text: string): string[] => (count > 0 ? [`${count} ${text}`] : []);
  return [
    ...said(standing, 'stood already.'),
    ...said(repeated, 'say what one before them says: once is enough.'),
    ...said(
      withdrawn,
      'were stated before, and taken back or signed by a key revoked since: --again states them once more.',
    ),
    ...said(
      replaced,
      'were stated before, and their corrections put other records in their places: those stand.',
    ),
  ];
}
