import { usage } from '../../frame/failure.js';
import type { Address } from '../../sync/address.js';
import type { SourceSettings } from '../../sync/open-source.js';
import { spanSeconds } from '../../sync/span.js';

/** As they are given. */
export interface SourceOptions {
  readonly every?: string;
  readonly query?: string;
  readonly cursor?: string;
  readonly lag?: string;
  readonly settle?: string;
}

export const defaultLag = '10m';
export const defaultSettle = '10s';

const day = 86_400;

/** `every`: seconds, 0 where it is not given. Throws CliFailure: wrong use. */
export function settingsOf(
  { kind }: Address,
  options: SourceOptions,
): SourceSettings & { readonly every: number } {
  const { cursor, every, lag, query, settle } = options;
  const isDatabase = kind === 'postgres' || kind === 'sqlite';
  if (isDatabase && query === undefined) throw usage('--query SQL is missing: which rows of the database?');
  if (!isDatabase && (query !== undefined || cursor !== undefined))
    throw usage('--query and --cursor are for databases');
  if (lag !== undefined && cursor === undefined) throw usage('--lag is for a query with a --cursor');
  if (settle !== undefined && kind !== 'folder') throw usage('--settle is for folders');
  if (every !== undefined && kind === 'standard input')
    throw usage('standard input is read once, to its end: leave --every out');
  return {
    query: query ?? '',
    cursor,
    every: every === undefined ? 0 : spanSeconds(every, '--every', { min: 1, max: day }),
    lag: spanSeconds(lag ?? defaultLag, '--lag', { min: 0, max: 31 * day }),
    settle: spanSeconds(settle ?? defaultSettle, '--settle', { min: 1, max: day }),
  };
}
