import { join } from 'node:path';
import { dayOf, formatTime, parseTime, daySeconds } from '../../../../chaincode/domain/time.js';
import type { Signer } from '../../../sdk/client/index.js';
import { ImportFailure } from '../failure.js';
import { Outbox, type BatchGateway } from './outbox.js';
import { PlatformStore } from './platform-store.js';
import { newestTime, type OlistMapping } from './facts.js';
import { importOlist, type ImportCounts } from './import.js';
import { OlistStaging } from './staging.js';

export interface OlistRun {
  /** Directory of the CSV files. */
  readonly source: string;
  /** Directory of the platform's own store; secrets stay there. */
  readonly platformDir: string;
  /** Ledger id. */
  readonly ledger: string;
  readonly platform: { readonly id: string; readonly signer: Signer };
  readonly paymentProvider: { readonly id: string; readonly signer: Signer };
  readonly gateway: BatchGateway;
  /** Tells the consortium by how many days this import's times are shifted; may be called again. */
  announceShift(days: number): Promise<void>;
  /** `YYYY-MM-DD`: the UTC day that the newest fact is moved to. Absent: as in the first run, else unshifted. */
  readonly end?: string;
  /** Seconds since the epoch. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  onReading(): void;
  onStart(orders: number, shiftedDays: number): void;
  onProgress(counts: Readonly<ImportCounts>): void;
}

export interface ImportResult extends Readonly<ImportCounts> {
  readonly shiftedDays: number;
  /** UTC day of the newest fact, `YYYY-MM-DD`, as stated. */
  readonly newestDay: string;
}

/** Reads the files, then states what is not stated yet. Safe to run again at any point. Throws ImportFailure. */
export async function runOlistImport(run: OlistRun): Promise<ImportResult> {
  const end = run.end === undefined ? undefined : endTime(run.end);
  const store = await PlatformStore.open(join(run.platformDir, 'store'), run.ledger);
  try {
    run.onReading();
    const staging = await OlistStaging.load(run.source, join(run.platformDir, 'staging'));
    try {
      const newest = await newestOf(staging);
      const shiftedDays = await settleShift(run, store, newest, end);
      run.onStart(staging.orderCount, shiftedDays);
      const mapping: OlistMapping = {
        platform: run.platform.id,
        paymentProvider: run.paymentProvider.id,
        shiftSeconds: shiftedDays * daySeconds,
      };
      const signers = new Map([
        [run.platform.id, run.platform.signer],
        [run.paymentProvider.id, run.paymentProvider.signer],
      ]);
      const outbox = new Outbox(store, run.gateway, run.ledger, signers, run.now);
      const { ledger, signal } = run;
      const onProgress = (counts: Readonly<ImportCounts>): void => run.onProgress(counts);
      const counts = await importOlist(staging, { ledger, mapping, store, outbox, signal, onProgress });
      const newestDay = formatTime(newest + mapping.shiftSeconds).slice(0, 10);
      return { ...counts, shiftedDays, newestDay };
    } finally {
      await staging.close();
    }
  } finally {
    await store.close();
  }
}

/** The shift is settled once, before the first fact: two shifts in one history would contradict each other. */
async function settleShift(
  run: OlistRun,
  store: PlatformStore,
  newest: number,
  end: number | undefined,
): Promise<number> {
  const settled = store.shiftedDays();
  const days = end === undefined ? (settled ?? 0) : dayOf(end) - dayOf(newest);
  if (settled !== undefined && settled !== days) {
    throw new ImportFailure(
      'shift_differs',
      `an earlier import shifted times by ${settled} days; this one must, too`,
    );
  }
  if (newest + days * daySeconds > run.now())
    throw new ImportFailure('end_in_future', 'facts would lie in the future: choose an earlier end');

  if (settled === undefined) {
    if (days !== 0) await run.announceShift(days);
    await store.setShiftedDays(days);
  }
  return days;
}

async function newestOf(staging: OlistStaging): Promise<number> {
  let newest: number | undefined;
  for await (const order of staging.orders()) {
    const time = newestTime(order);
    if (time !== undefined && (newest === undefined || time > newest)) newest = time;
  }
  if (newest === undefined) throw new ImportFailure('nothing_to_import', 'no order has an item');
  return newest;
}

function endTime(end: string): number {
  const time = parseTime(`${end}T00:00:00Z`);
  if (time === undefined) throw new ImportFailure('end_malformed', 'the end must be a date: YYYY-MM-DD');
  return time;
}
