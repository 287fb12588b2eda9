/** Those who wait until something is so. Whoever changes something that they may wait for wakes them. */
export class Waiters {
  readonly #looks = new Set<() => void>();

  wake(): void {
    for (const look of [...this.#looks]) look();
  }

  /** Resolves once it is so. Rejects when the signal aborts, or once `never` says why it will not be. */
  until(isSo: () => boolean, never: () => Error | undefined, signal: AbortSignal): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        this.#looks.delete(look);
        signal.removeEventListener('abort', look);
        finish();
      };
      const look = (): void => {
        if (isSo()) return settle(resolve);
        const reason = signal.aborted ? (signal.reason as Error) : never();
        if (reason !== undefined) settle(() => reject(reason));
      };
      this.#looks.add(look);
      signal.addEventListener('abort', look);
      look();
    });
  }
}
