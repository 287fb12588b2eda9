import { LedgerError, type LedgerErrorCode } from '../ledger/port.js';
import type { LedgerOperation, LedgerWatch } from '../ledger/watched.js';
import type { Readings } from './readings.js';

const operations: readonly LedgerOperation[] = ['submit', 'evaluate', 'read'];
const codes: Readonly<Record<LedgerErrorCode | 'unexpected', true>> = {
  refused: true,
  conflict: true,
  rejected: true,
  unavailable: true,
  overloaded: true,
  read_only: true,
  unknown_outcome: true,
  unexpected: true,
};

/** From the embedded ledger's milliseconds to the longest that a Fabric network is waited for. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Errors of the ledger by code, and how long transactions take. */
export function watchLedger(readings: Readings): LedgerWatch {
  const errors = readings.counter({
    name: 'stl_ledger_errors_total',
    help: 'Calls of the ledger that failed: submit a transaction, evaluate one, or read height and blocks',
    labels: ['operation', 'code'],
  });
  for (const operation of operations)
    for (const code of Object.keys(codes)) errors.inc({ operation, code }, 0);
  const seconds = readings.histogram(
    {
      name: 'stl_ledger_transaction_duration_seconds',
      help: 'Time until a transaction was committed as valid, its repetitions counted in',
      labels: ['transaction'],
    },
    bounds,
  );
  return (operation, transaction) => {
    const since = performance.now();
    return (end) => {
      if (!end.ok) errors.inc({ operation, code: codeOf(end.error) });
      else if (end.committed !== undefined && transaction !== undefined)
        seconds.observe({ transaction }, (performance.now() - since) / 1_000);
    };
  };
}

const codeOf = (error: unknown): LedgerErrorCode | 'unexpected' =>
  error instanceof LedgerError ? error.code : 'unexpected';
