import { setTimeout as after } from 'node:timers/promises';
import type { Seal } from '../../../chaincode/domain/checkpoints/statement.js';
import { Refusal } from '../../../chaincode/domain/errors.js';
import { parseTime } from '../../../chaincode/domain/time.js';
import { LedgerError, type LedgerPort } from '../../ledger/port.js';
import type { Queries } from '../../projection/port.js';
import type { Proofs } from '../../projection/proofs-port.js';
import type { Clock } from '../common/ports.js';

const isStale = (error: unknown): boolean =>
  error instanceof LedgerError && error.cause instanceof Refusal && error.cause.code === 'epoch_stale';

/** Seconds by which each further organisation of the list waits: one Seal an hour is enough. */
const turnSeconds = 10;

/** That a Seal may take to be committed and folded. */
const sealWaitMs = 30_000;

/** Seals on time, so that a quiet ledger does not look like one that was frozen. */
export class Sealer {
  readonly #ledger: Pick<LedgerPort, 'submit'>;
  readonly #queries: Pick<Queries, 'consortium' | 'folded'>;
  readonly #proofs: Pick<Proofs, 'newestSeal'>;
  readonly #own: { readonly org: string; readonly clock: Clock };
  /** From one Seal to the next; 0: only on demand. */
  readonly #everySeconds: number;

  constructor(
    ledger: Pick<LedgerPort, 'submit'>,
    queries: Pick<Queries, 'consortium' | 'folded'>,
    proofs: Pick<Proofs, 'newestSeal'>,
    own: { readonly org: string; readonly clock: Clock },
    everySeconds: number,
  ) {
    this.#ledger = ledger;
    this.#queries = queries;
    this.#proofs = proofs;
    this.#own = own;
    this.#everySeconds = everySeconds;
  }

  /** Seals if it is time and this organisation's turn. Throws LedgerError. */
  async sealIfDue(): Promise<void> {
    const consortium = this.#queries.consortium();
    if (consortium === undefined || this.#everySeconds === 0) return;
    const place = Math.max(
      0,
      consortium.organisations.findIndex(({ id }) => id === this.#own.org),
    );
    const newest = this.#proofs.newestSeal();
    const due =
      newest === undefined ? 0 : (parseTime(newest.time) ?? 0) + this.#everySeconds + place * turnSeconds;
    if (this.#own.clock() < due) return;
    try {
      await this.seal(AbortSignal.timeout(sealWaitMs));
    } catch (error) {
      // Somebody sealed while we did.
      const lost = error instanceof LedgerError && (error.code === 'refused' || error.code === 'conflict');
      if (!lost) throw error;
    }
  }

  /** Ends the epoch now. Resolves once this gateway has folded the Seal. Throws LedgerError. */
  async seal(signal: AbortSignal): Promise<Seal> {
    const newest = this.#proofs.newestSeal()?.n ?? 0;
    const submit = () => this.#ledger.submit({ name: 'Seal', args: [String(newest + 1)] });
    const committed = await submit().catch(async (error: unknown) => {
      if (!isStale(error) || (this.#proofs.newestSeal()?.n ?? 0) !== newest) throw error;
      // Times have whole seconds, and a Seal's must be later than that of the one before.
      await after(1_000, undefined, { signal });
      return submit();
    });
    await this.#queries.folded(committed.block, signal);
    return JSON.parse(committed.result) as Seal;
  }
}
