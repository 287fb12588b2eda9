import { CommanderError } from 'commander';
import { ClientError, ProblemError, type ClientErrorCode } from '../../sdk/client/index.js';
import type { Globals } from './command.js';
import { damageDetails } from './damage.js';
import { CliFailure, StoppedHalfway, type ExitCode } from './failure.js';
import { plainLines } from './plain.js';

/** An error of ours has a code for programs and, where the input is bad, defects that say where. */
interface Coded {
  readonly code: string;
  readonly defects?: readonly { readonly pointer?: string; readonly reason: string }[];
  /** The same as lines for a person. */
  readonly details?: readonly string[];
}

/** Our codes are in lower case. Those of the system and of libraries, such as ENOENT, are not for our users. */
const isCoded = (error: unknown): error is Error & Coded =>
  error instanceof Error && 'code' in error && /^[a-z][a-z_]*$/.test(String(error.code));

interface Report {
  readonly code: string;
  readonly message: string;
  readonly details: readonly string[];
  readonly requestId?: string;
  readonly exitCode: ExitCode;
}

/** What a person can do about an exchange that failed. */
const hints: Partial<Record<ClientErrorCode, string>> = {
  unreachable: 'does the gateway run? "stl start" starts one; --url names another',
  certificate_untrusted:
    'NODE_EXTRA_CA_CERTS=FILE names a certificate authority of your own (PEM); never switch the check off',
};

function describe(error: unknown): Report {
  if (error instanceof StoppedHalfway) {
    const { details, ...why } = describe(error.cause);
    return { ...why, details: [...details, error.next] };
  }
  if (error instanceof CliFailure) {
    const { code, message, details, exitCode } = error;
    return { code, message, details, exitCode };
  }
  if (error instanceof CommanderError)
    return { code: 'usage', message: error.message.replace(/^error: /, ''), details: [], exitCode: 2 };

  if (error instanceof ProblemError) {
    const details = error.errors.map(({ line, pointer, code, reason }) =>
      [line === undefined ? '' : `line ${line}`, pointer ?? '', `${code}: ${reason ?? ''}`]
        .filter((part) => part !== '')
        .join(' '),
    );
    return {
      code: error.code,
      message: error.message,
      details,
      requestId: error.requestId ?? '',
      exitCode: 1,
    };
  }
  if (error instanceof ClientError) {
    const hint = hints[error.code];
    return {
      code: error.code,
      message: error.message,
      details: hint === undefined ? [] : [hint],
      exitCode: 1,
    };
  }
  if (isCoded(error)) {
    const { code, defects = [], details = [], message } = error;
    const places = defects.map(({ pointer = '', reason }) => `${pointer} ${reason}`.trim());
    return { code, message, details: [...details, ...places], exitCode: 1 };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'failed', message, details: [], exitCode: 1 };
}

/** More lines would scroll the message off the screen. */
const errorsShown = 50;

function shown(details: readonly string[]): readonly string[] {
  const left = details.length - errorsShown;
  return left <= 0 ? details : [...details.slice(0, errorsShown), `and ${left} more; --json lists all`];
}

/** Prints why a command failed, to standard error; as one JSON document with `json`. Returns the exit code. */
export function reportFailure(
  error: unknown,
  { dataDir, json }: Pick<Globals, 'dataDir' | 'json'>,
): ExitCode {
  const { exitCode, ...described } = describe(error);
  const report = { ...described, details: [...described.details, ...damageDetails(error, dataDir)] };
  if (json) {
    process.stderr.write(`${JSON.stringify({ error: report })}\n`);
  } else {
    const lines = [`stl: ${report.message}`, ...shown(report.details).map((detail) => `  ${detail}`)];
    if (report.requestId) lines.push(`  request ${report.requestId}`);
    // A gateway says what it likes, and it need not be one's own.
    process.stderr.write(`${plainLines(lines.flatMap((line) => line.split('\n')))}\n`);
  }
  return exitCode;
}
