import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { historyFindings } from '../audit/audit.js';
import { keptCheckpoint } from '../data-dir/kept-checkpoint.js';
import { keepFile } from '../data-dir/keep-file.js';
import { SetupError } from '../data-dir/setup-error.js';
import type { ProjectionProofs } from '../projection/proofs.js';

/**
 * The newest agreed checkpoint in a file outside the data directory. An older copy of that directory holds together: only what
 * is kept elsewhere shows that it is old.
 */
export class CheckpointFile {
  #kept = 0;

  /** `path` empty: nothing is kept. */
  constructor(
    readonly path: string,
    readonly proofs: Pick<ProjectionProofs, 'agreed' | 'logSize' | 'newestSeal' | 'tree'>,
  ) {}

  /**
   * Throws SetupError where the kept checkpoint is not in the past of the folded ledger, the file holds no checkpoint, or it
   * cannot be written. The gateway does not start then, since its operator relies on the check.
   */
  async check(): Promise<void> {
    if (this.path === '') return;
    await access(dirname(this.path), constants.W_OK).catch((cause: unknown) => {
      throw new SetupError(`${this.path} cannot be written: see STL_CHECKPOINT_FILE.`, { cause });
    });
    const checkpoint = await keptCheckpoint(this.path);
    if (checkpoint === undefined) return;
    const [finding] = historyFindings(this.proofs, checkpoint);
    if (finding !== undefined) {
      throw new SetupError(
        `The ledger is not the one that ${this.path} speaks of (${finding.at}): ${finding.reason}. ` +
          'See docs/runbooks/damaged-store.md.',
      );
    }
    this.#kept = checkpoint.epoch;
  }

  /** Keeps the newest agreed checkpoint, if it is newer: whole or not at all. */
  async keep(): Promise<void> {
    const agreed = this.path === '' ? undefined : this.proofs.agreed();
    if (agreed?.note === undefined || agreed.seal.n <= this.#kept) return;
    await keepFile(this.path, agreed.note);
    this.#kept = agreed.seal.n;
  }
}
