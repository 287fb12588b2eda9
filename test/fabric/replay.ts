import { text } from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import type { ConsortiumDocument } from '../../chaincode/domain/consortium/document.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { transactions } from '../../chaincode/transactions/index.js';
import { createEmbeddedLedger, type HostedOrganisation } from '../../gateway/ledger/embedded/index.js';
import type {
  CommittedBlock,
  CommittedTransaction,
  IdentityName,
  KeyWrite,
  LedgerPort,
  TransactionCall,
} from '../../gateway/ledger/port.js';

/** The blocks `from` on, up to `height`. */
export async function blocksOf(ledger: LedgerPort, height: number): Promise<CommittedBlock[]> {
  const stop = new AbortController();
  const blocks: CommittedBlock[] = [];
  for await (const block of ledger.blocks(0, stop.signal)) {
    blocks.push(block);
    if (block.number + 1 >= height) stop.abort();
  }
  return blocks;
}

/**
 * Runs the calls behind `blocks` anew, on an embedded ledger in `dir`, in their order, every Seal at its recorded time.
 * Gives the same blocks with what the embedded ledger wrote in place of what the peers wrote.
 */
export async function replayed(
  blocks: readonly CommittedBlock[],
  document: ConsortiumDocument,
  ledgerId: string,
  organisations: readonly HostedOrganisation[],
  dir: string,
): Promise<CommittedBlock[]> {
  let time = 0;
  const ledger = await createEmbeddedLedger({
    dir,
    ledger: ledgerId,
    organisations,
    ownMspId: document.organisations[0]!.mspId,
    transactions,
    crypto: nodeCrypto,
    clock: () => time,
  });
  const latest = latestTimes(blocks);
  try {
    const again: CommittedBlock[] = [];
    for (const block of blocks) {
      const inside: CommittedTransaction[] = [];
      for (const transaction of block.transactions) {
        time = Math.min(transaction.time, latest.get(transaction)!);
        const behind = callBehind(transaction.writes, document);
        const writes = behind === undefined ? [] : await writesOf(ledger, ...behind);
        inside.push({ ...transaction, writes });
      }
      again.push({ ...block, transactions: inside });
    }
    return again;
  } finally {
    await ledger.close();
  }
}

/**
 * Of each transaction the time of the next Seal from it on, in seconds: what is replayed must not be later. Gateways
 * stamp by clocks of their own, so that a Seal may stand behind a transaction of a later second; an embedded ledger,
 * where time never goes back, would give that second to the Seal. Seals alone write a time down, but for the founding,
 * which is first.
 */
function latestTimes(blocks: readonly CommittedBlock[]): ReadonlyMap<CommittedTransaction, number> {
  const latest = new Map<CommittedTransaction, number>();
  let next = Infinity;
  for (const transaction of blocks.flatMap(({ transactions }) => transactions).reverse()) {
    if (transaction.writes.some(({ key }) => key.startsWith('seal/'))) next = transaction.time;
    latest.set(transaction, next);
  }
  return latest;
}

/** The call that must have made these writes; undefined for one that wrote nothing. */
function callBehind(
  writes: readonly KeyWrite[],
  document: ConsortiumDocument,
): [TransactionCall, IdentityName] | undefined {
  const batches = writes.filter(({ key }) => key.startsWith('batch/')).map(({ value }) => value);
  const [first] = batches;
  if (batches.length > 1) {
    const transient = Object.fromEntries(batches.map((bytes, index) => [`batch${index}`, bytes]));
    return [{ name: 'SubmitBatches', args: [], transient }, 'gateway'];
  }
  if (first) return [{ name: 'SubmitBatch', args: [], transient: { batch: first } }, 'gateway'];
  const seal = writes.find(({ key }) => key.startsWith('seal/'));
  if (seal) return [{ name: 'Seal', args: [seal.key.slice('seal/'.length)] }, 'gateway'];
  const word = writes.find(({ key }) => key.startsWith('cosign/'));
  if (word) {
    const { mspId } = document.organisations.find(({ id }) => word.key.endsWith(`/${id}`))!;
    return [{ name: 'Cosign', args: [text(word.value)] }, `member:${mspId}`];
  }
  const signature = writes.find(({ key }) => /^trust-list\/\d+\//.test(key));
  if (signature) {
    const [, version = '', org] = signature.key.split('/');
    const { mspId } = document.organisations.find(({ id }) => id === org)!;
    return [{ name: 'SignTrustList', args: [version, text(signature.value)] }, `member:${mspId}`];
  }
  const approval = writes.find(({ key }) => key.startsWith('consortium-approval/'));
  if (!approval) return undefined;
  const org = document.organisations.find(({ id }) => approval.key.endsWith(`/${id}`))!;
  return [
    { name: 'InitConsortium', args: [canonicalText(document), text(approval.value)] },
    `admin:${org.mspId}`,
  ];
}

async function writesOf(
  ledger: LedgerPort,
  call: TransactionCall,
  as: IdentityName,
): Promise<readonly KeyWrite[]> {
  const { block, tx } = await ledger.submit(call, as);
  for await (const found of ledger.blocks(block, new AbortController().signal))
    return found.transactions.find((one) => one.tx === tx)?.writes ?? [];
  return [];
}
