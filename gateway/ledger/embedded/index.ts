import { parseBatch, type ParseBatch } from '../../../chaincode/domain/batch/parse.js';
import type { Crypto } from '../../../chaincode/domain/ports.js';
import type { Transaction } from '../../../chaincode/transactions/index.js';
import type { LedgerPort } from '../port.js';
import { Admission } from './admission.js';
import { anchorHash, encodeAnchor, readAnchor, type Anchor } from './anchor.js';
import { createStore } from './create.js';
import { openDatabase, readHead, storeExists, type Database } from './database.js';
import { EmbeddedLedger } from './ledger.js';
import { LiveBlocks } from './live-blocks.js';
import { checkNewest } from './open-check.js';
import { Orderer } from './orderer.js';
import { headerSigner, publicKeys, signatureChecker, type HostedOrganisation } from './signing.js';
import { StoreError, asStoreError } from './store-error.js';
import { Views } from './views.js';

export type { HostedOrganisation } from './signing.js';
export { anchorPath } from './anchor.js';
export { archivedReader, archivedSigners } from './archived.js';
export { createStore } from './create.js';
export { databasePath } from './database.js';
export { verifyStore } from './verify-store.js';
export { StoreError, type StoreErrorCode } from './store-error.js';

export interface EmbeddedOptions {
  readonly dir: string;
  /** Ledger id, lower-case hex. */
  readonly ledger: string;
  readonly organisations: readonly HostedOrganisation[];
  /** The organisation whose gateway this is. */
  readonly ownMspId: string;
  readonly transactions: Readonly<Record<string, Transaction>>;
  readonly crypto: Crypto;
  /** Default: parses each batch anew. */
  readonly parseBatch?: ParseBatch;
  /** Seconds since the epoch. */
  readonly clock: () => number;
  /** Calls under way at once; more are `overloaded`. Default 10,000. */
  readonly callsMax?: number;
  /** Bytes of their inputs together. Default 128 MiB. */
  readonly callBytesMax?: number;
  /** With no more free bytes on the disk than this the ledger takes no writes. Default 64 MiB. */
  readonly freeBytesMin?: number;
}

/**
 * Makes a new store, then opens it. For founding and demonstrations alone.
 * @throws StoreError `exists` if the directory holds anything
 */
export async function createEmbeddedLedger(options: EmbeddedOptions): Promise<LedgerPort> {
  await createStore(options.dir, options.ledger, options.organisations);
  return openEmbeddedLedger(options);
}

/**
 * Opens a store that is there and whole; never makes or repairs one.
 * @throws StoreError
 */
export async function openEmbeddedLedger(options: EmbeddedOptions): Promise<LedgerPort> {
  const { dir, organisations, ownMspId } = options;
  if (!organisations.some(({ mspId }) => mspId === ownMspId))
    throw new TypeError('the own organisation is not among the hosted ones');
  const anchor = await readAnchor(dir, await storeExists(dir));
  assertSameLedger(anchor, options);
  const db = await openDatabase(dir);
  try {
    return assemble(options, anchor, db);
  } catch (error) {
    await db.close();
    throw asStoreError(error);
  }
}

function assemble(options: EmbeddedOptions, anchor: Anchor, db: Database): LedgerPort {
  const { dir, organisations, ownMspId, transactions, crypto, clock } = options;
  const head = readHead(db);
  checkNewest(db, head, signatureChecker(anchor.organisations), anchorHash(anchor));
  const views = new Views(db, head.height);
  const live = new LiveBlocks(db, head.height);
  const orderer = new Orderer({
    db,
    dir,
    head,
    views,
    sign: headerSigner(organisations),
    freeBytesMin: options.freeBytesMin ?? 64 * 1024 * 1024,
    committed: (block) => live.add(block),
  });
  return new EmbeddedLedger({
    db,
    anchor: encodeAnchor(anchor).toString(),
    views,
    orderer,
    live,
    admission: new Admission(options.callsMax ?? 10_000, options.callBytesMax ?? 128 * 1024 * 1024),
    ownMspId,
    hostedMspIds: organisations.map(({ mspId }) => mspId),
    transactions,
    crypto,
    parseBatch: options.parseBatch ?? ((bytes, foldVersion) => parseBatch(bytes, foldVersion, crypto)),
    clock,
  });
}

/** Refuses other organisations and other keys. They would sign new blocks, and nobody could check the chain across the change. */
function assertSameLedger(anchor: Anchor, { ledger, organisations }: EmbeddedOptions): void {
  if (anchor.ledger !== ledger) throw new StoreError('foreign', 'the store holds another ledger');
  if (JSON.stringify(anchor.organisations) !== JSON.stringify(publicKeys(organisations)))
    throw new StoreError('foreign', 'the store was created with other organisations or other signing keys');
}
