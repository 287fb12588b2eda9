/** Room on the disk that holds the data directory, bytes that this process may use. */
export interface DiskRoom {
  readonly freeBytes: number;
  readonly sizeBytes: number;
}

export type DiskState = 'fine' | 'nearly_full' | 'full';

/** With no more than this nothing is taken into the queue: what waits there is still to be written to ledger and projection. */
export const fullBytes = 64 * 1024 * 1024;
const nearlyFullBytes = 256 * 1024 * 1024;
const nearlyFullShare = 0.05;

export function diskState({ freeBytes, sizeBytes }: DiskRoom): DiskState {
  if (freeBytes <= fullBytes) return 'full';
  return freeBytes <= Math.max(nearlyFullBytes, sizeBytes * nearlyFullShare) ? 'nearly_full' : 'fine';
}
