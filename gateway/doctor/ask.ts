/** Milliseconds that anything far away may take to answer. */
export const answerWaitMs = 10_000;

/** A GET with that patience. Rejects as `fetch` does: `reasonOf` says why in a word. */
export const ask = (url: string): Promise<Response> =>
  fetch(url, { signal: AbortSignal.timeout(answerWaitMs), headers: { accept: '*/*' } });

/** `fetch` hides the reason in the cause. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message: string };
  return cause?.code ?? cause?.message ?? message;
}

/** The clock of whoever answered, seconds; undefined where the answer does not say. */
export function clockOf({ headers }: Response): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : Math.floor(date / 1_000);
}
