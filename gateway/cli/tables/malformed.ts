import { CliFailure } from '../frame/failure.js';

/** A file that cannot be read as a table. `reason` completes "FILE: ..."; `details`: one line each. */
export function malformed(
  name: string,
  reason: string,
  { cause, details = [] }: { readonly cause?: unknown; readonly details?: readonly string[] } = {},
): CliFailure {
  return new CliFailure(`${name}: ${reason}`, { code: 'csv_malformed', cause, details });
}
