export interface StepOptions {
  /** Told at the start of each step. */
  readonly onStep?: ((title: string) => void) | undefined;
  /** Told now and then who is late, and why. */
  readonly onWait?: ((text: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One step of a launch: told when it begins, and named in the error when it fails. */
export async function step<T>(options: StepOptions, title: string, work: () => Promise<T>): Promise<T> {
  options.signal?.throwIfAborted();
  options.onStep?.(title);
  try {
    return await work();
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new Error(`Failed while ${title}: ${(error as Error).message}`, { cause: error });
  }
}
