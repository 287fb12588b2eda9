import type { Proofs } from '../../projection/proofs-port.js';
import type { Checkpoints, ShownCheckpoint } from '../common/checkpoints.js';
import type { Witnesses } from './witnesses.js';

/**
 * The one place that puts witnesses' lines below a checkpoint: whoever shows it without them, in a badge or a proof, shows it
 * as one that no outsider has seen.
 */
export class WitnessedCheckpoints implements Checkpoints {
  readonly #proofs: Pick<Proofs, 'agreed'>;
  readonly #witnesses: Pick<Witnesses, 'linesUnder'>;

  constructor(proofs: Pick<Proofs, 'agreed'>, witnesses: Pick<Witnesses, 'linesUnder'>) {
    this.#proofs = proofs;
    this.#witnesses = witnesses;
  }

  agreed(): ShownCheckpoint | undefined {
    const epoch = this.#proofs.agreed();
    if (epoch?.note === undefined) return undefined;
    const { note, own: body } = epoch;
    const lines = this.#witnesses.linesUnder(body);
    return { body, note: note + lines.join(''), witnesses: lines.length };
  }
}
