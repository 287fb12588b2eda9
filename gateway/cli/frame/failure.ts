/** 1: refused or failed. 2: wrong use, such as a missing option. */
export type ExitCode = 1 | 2;

/** A command cannot go on. The message is for a person: it says what is wrong, where, and what to do. */
export class CliFailure extends Error {
  readonly exitCode: ExitCode;
  /** A stable code for programs that read `--json`. */
  readonly code: string;
  /** One line each: where the input is bad. */
  readonly details: readonly string[];

  constructor(
    message: string,
    options: { code?: string; details?: readonly string[]; exitCode?: ExitCode; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'CliFailure';
    this.code = options.code ?? 'failed';
    this.details = options.details ?? [];
    this.exitCode = options.exitCode ?? 1;
  }
}

/** Wrong use of a command: exit code 2. */
export const usage = (message: string): CliFailure => new CliFailure(message, { code: 'usage', exitCode: 2 });

/**
 * Work stopped half way, and what was done until then stands. `cause` says why; `next` is one line for a person on how to go
 * on safely.
 */
export class StoppedHalfway extends Error {
  readonly next: string;

  constructor(next: string, cause: unknown) {
    super('stopped half way', { cause });
    this.name = 'StoppedHalfway';
    this.next = next;
  }
}
