import { equalBytes } from '../../../chaincode/domain/bytes.js';
import {
  composeStatement,
  statementBytes,
  type Seal,
} from '../../../chaincode/domain/checkpoints/statement.js';
import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import { keysFor } from '../../../chaincode/domain/consortium/organisation-keys.js';
import { Refusal } from '../../../chaincode/domain/errors.js';
import type { Sha256 } from '../../../chaincode/domain/ports.js';
import { clockToleranceSeconds, parseTime } from '../../../chaincode/domain/time.js';
import { parseCheckpoint } from '../../../chaincode/domain/tlog/checkpoint.js';
import { LedgerError, type IdentityName, type LedgerPort } from '../../ledger/port.js';
import type { Queries } from '../../projection/port.js';
import type { Proofs } from '../../projection/proofs-port.js';
import type { Clock } from '../common/ports.js';

/** An Ed25519 key that this gateway may sign with. */
export interface StatementKey {
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  /** 64 bytes. */
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>;
}

/** An organisation that this gateway speaks for: as whom it submits, and what signs for it. */
export interface HostedOrganisation {
  readonly id: string;
  readonly identity: IdentityName;
  /** Whether it has keys here to speak with. */
  readonly isHere: () => boolean;
  /** The first of these public keys whose private key is here. Rejects where what holds them does not answer: ask again. */
  readonly keyOf: (
    use: 'log' | 'cosigner',
    publicKeys: readonly string[],
  ) => Promise<StatementKey | undefined>;
}

/**
 * Says for each hosted organisation what its fold gives at the newest Seal. It speaks of the newest alone, and of one
 * epoch once: a gateway that was away says nothing of what it missed.
 */
export class Cosigner {
  /** Newest Seal that this process has dealt with, whatever came of it. */
  #seen = 0;

  readonly #ledger: Pick<LedgerPort, 'submit'>;
  readonly #queries: Pick<Queries, 'consortium'>;
  readonly #proofs: Pick<Proofs, 'newestSeal' | 'epoch' | 'agreed' | 'tree'>;
  readonly #hosted: readonly HostedOrganisation[];
  readonly #tools: { readonly sha256: Sha256; readonly clock: Clock };
  readonly #report: (trouble: { readonly epoch: number; readonly reason: string }) => void;

  constructor(
    ledger: Pick<LedgerPort, 'submit'>,
    queries: Pick<Queries, 'consortium'>,
    proofs: Pick<Proofs, 'newestSeal' | 'epoch' | 'agreed' | 'tree'>,
    hosted: readonly HostedOrganisation[],
    tools: { readonly sha256: Sha256; readonly clock: Clock },
    report: (trouble: { readonly epoch: number; readonly reason: string }) => void,
  ) {
    this.#ledger = ledger;
    this.#queries = queries;
    this.#proofs = proofs;
    this.#hosted = hosted;
    this.#tools = tools;
    this.#report = report;
  }

  /** Answers the newest Seal, if it is new. Throws LedgerError where the ledger takes nothing now: ask again. */
  async answer(): Promise<void> {
    const seal = this.#proofs.newestSeal();
    if (seal === undefined || seal.n <= this.#seen) return;
    const apart = Math.abs(this.#tools.clock() - (parseTime(seal.time) ?? 0));
    if (apart > clockToleranceSeconds) {
      this.#seen = seal.n;
      this.#report({ epoch: seal.n, reason: `Seal and clock are ${apart} s apart: nothing is said of it` });
      return;
    }
    if (!this.#hasItsPast()) {
      this.#seen = seal.n;
      const reason = 'the log is not the one that was agreed on before: see docs/runbooks/damaged-store.md';
      this.#report({ epoch: seal.n, reason });
      return;
    }
    for (const organisation of this.#hosted) await this.#say(organisation, seal);
    this.#seen = seal.n;
  }

  /**
   * Whether the newest agreed checkpoint lies in the past of the log. A store's checksums tell what was altered since it was
   * written, not what was written wrong: one wrong bit in a tile would have the organisation sign a fork of its own log, and never
   * again agree with the others.
   */
  #hasItsPast(): boolean {
    const agreed = parseCheckpoint(this.#proofs.agreed()?.own ?? '');
    if (agreed === undefined) return true;
    try {
      return equalBytes(this.#proofs.tree(agreed.size).root(), agreed.root);
    } catch {
      return false; // a tile is cut short
    }
  }

  async #say(hosted: HostedOrganisation, { n }: Seal): Promise<void> {
    const { id, identity, isHere } = hosted;
    if (!isHere()) return;
    const epoch = this.#proofs.epoch(n);
    const consortium = this.#queries.consortium();
    const organisation = consortium?.organisations.find((one) => one.id === id);
    if (epoch === undefined || consortium === undefined || organisation === undefined) return;
    if (!epoch.seal.organisations.includes(id) || epoch.statements.some(({ org }) => org === id)) return;
    const keys = await this.#keys(hosted, organisation, n);
    if (keys === undefined) return;
    const parts = {
      ledger: consortium.ledger,
      organisation: { id, logKey: keys.log.publicKey, cosignerKey: keys.cosigner.publicKey },
      body: epoch.own,
      time: this.#tools.clock(),
    };
    const bytes = statementBytes(parts);
    const signed = {
      log: await keys.log.sign(bytes.log),
      cosigner: await keys.cosigner.sign(bytes.cosigner),
    };
    const note = composeStatement(this.#tools.sha256, parts, (use) => signed[use]);
    try {
      await this.#ledger.submit({ name: 'Cosign', args: [note] }, identity);
    } catch (error) {
      if (!(error instanceof LedgerError) || error.code !== 'refused') throw error;
      const refusal = error.cause instanceof Refusal ? error.cause.code : error.message;
      // Another gateway of the same organisation was quicker.
      if (refusal !== 'exists') this.#report({ epoch: n, reason: `${id} could not cosign: ${refusal}` });
    }
  }

  /** The keys in force; in place of one that is not here the one before, while the consortium keeps that. */
  async #keys({ id, keyOf }: HostedOrganisation, organisation: Organisation, epoch: number) {
    const [log, cosigner] = [
      await keyOf('log', keysFor(organisation, 'logKey')),
      await keyOf('cosigner', keysFor(organisation, 'cosignerKey')),
    ];
    if (log?.publicKey !== organisation.logKey || cosigner?.publicKey !== organisation.cosignerKey)
      this.#report({ epoch, reason: `${id}: not every key in force is here` });
    return log && cosigner && { log, cosigner };
  }
}
