import { CliFailure } from './failure.js';

/** Says what stands in the way of a ledger or a gateway where a person can do something about it. */
export function setupFailure(error: unknown): unknown {
  if (error instanceof CliFailure) return error;
  const { code, defects } = error as {
    code?: string;
    defects?: readonly { pointer?: string; reason: string }[];
  };
  if (!(error instanceof Error) || code === undefined) return error;
  if (code === 'EADDRINUSE') {
    return new CliFailure('the port is in use: stop what listens there, or choose another with STL_PORT', {
      code,
      cause: error,
    });
  }
  const details = (defects ?? []).map(({ pointer, reason }) => `${pointer ?? ''} ${reason}`.trim());
  return new CliFailure(error.message, { code, details, cause: error });
}
