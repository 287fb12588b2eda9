import { text } from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import type { SealDoc } from '../../chaincode/domain/fold/epochs.js';
import type { BatchDoc } from '../../chaincode/domain/fold/fold-transaction.js';
import { type FoldState, keys, load } from '../../chaincode/domain/fold/state.js';
import type { TrustListDoc } from '../../chaincode/domain/fold/trust-lists.js';
import { initialState, readGenesis } from '../../chaincode/domain/governance/genesis.js';
import type { Sha256 } from '../../chaincode/domain/ports.js';
import { keys as written } from '../../chaincode/transactions/keys.js';
import type { CommittedBlock, CommittedTransaction } from '../ledger/port.js';
import type { Finding } from './finding.js';

/**
 * What of a folded block does not hold. The fold skips what breaks the rules, so that nothing can be smuggled in. An audit names
 * it, because somebody has put it there, or has altered what stood there.
 */
export function blockFindings(view: Pick<FoldState, 'get'>, { number, transactions }: CommittedBlock) {
  const findings: Finding[] = [];
  for (const { tx, writes } of transactions) {
    for (const { key, value } of writes) {
      const found = defect(view, key, value) ?? repeated(view, key, { number, tx });
      if (found !== undefined) findings.push({ ...found, at: `block ${number}, transaction ${tx}, ${key}` });
    }
  }
  return findings;
}

/** No ledger takes a batch twice: somebody copied a block, so that it looks as if more had been stated. */
function repeated(
  view: Pick<FoldState, 'get'>,
  key: string,
  { number, tx }: { readonly number: number; readonly tx: number },
): Pick<Finding, 'code' | 'reason'> | undefined {
  const [kind, id = ''] = key.split('/');
  const first = kind === 'batch' ? load<BatchDoc>(view, keys.batch(id)) : undefined;
  if (first === undefined || (first.block === number && first.tx === tx)) return undefined;
  return { code: 'batch_does_not_hold', reason: `it was there before, in block ${first.block}` };
}

function defect(
  view: Pick<FoldState, 'get'>,
  key: string,
  value: Uint8Array,
): Pick<Finding, 'code' | 'reason'> | undefined {
  const [kind, id = '', org] = key.split('/');
  const isSaid = (said: readonly string[] | undefined): boolean => said?.includes(text(value)) ?? false;
  if (kind === 'batch') {
    const reason = load<BatchDoc>(view, keys.batch(id))?.refused;
    return reason && { code: 'batch_does_not_hold', reason };
  }
  if (kind === 'seal') {
    const kept = load<SealDoc>(view, keys.seal(Number(id)))?.seal;
    if (kept && isSaid([canonicalText(kept)])) return undefined;
    return { code: 'seal_does_not_hold', reason: 'not the next one, or not by the consortium in force' };
  }
  if (kind === 'cosign') {
    const said = load<SealDoc>(view, keys.seal(Number(id)))?.statements;
    if (isSaid(said?.filter((one) => one.org === org).map(({ note }) => note))) return undefined;
    return { code: 'cosignature_does_not_hold', reason: `${org} did not sign this of epoch ${id}` };
  }
  if (kind === 'trust-list' && org !== undefined) {
    const signed = load<TrustListDoc>(view, keys.trustList(Number(id)))?.signatures;
    if (isSaid(signed?.filter((one) => one.org === org).map(({ jws }) => jws))) return undefined;
    return { code: 'trust_list_does_not_hold', reason: `${org} did not sign version ${id}` };
  }
  return undefined;
}

/** A transaction that puts a consortium in force where there was none; undefined for others. */
export function foundingIn({ transactions }: CommittedBlock): CommittedTransaction | undefined {
  return transactions.find(({ writes }) => writes.some(({ key }) => key === written.consortium));
}

/**
 * Whether a ledger began as its id says: the id is the hash of the document, and the document names every first key. Without
 * this, an id that everybody knows would stand over organisations that somebody made up.
 */
export function foundingDefect(
  sha256: Sha256,
  ledger: string,
  { writes }: CommittedTransaction,
): string | undefined {
  const texts = new Map(writes.map(({ key, value }) => [key, value]));
  try {
    const genesis = readGenesis(text(texts.get(written.genesis) ?? new Uint8Array()), sha256);
    if (genesis.ledger !== ledger) return 'its consortium document is that of another ledger';
    const { participants, policies } = genesis.document;
    const expected = new Map<string, object>([
      [written.consortium, initialState(genesis)],
      ...participants.map((one) => [written.participant(one.id), one] as const),
      ...policies.map((one) => [written.policy(one.name, one.version), one] as const),
    ]);
    for (const [key, value] of texts) {
      if (/^(consortium$|participant\/|policy\/)/.test(key)) {
        const meant = expected.get(key);
        if (meant === undefined || canonicalText(meant) !== text(value))
          return `${key} is not what its consortium document says`;
        expected.delete(key);
      }
    }
    return expected.size === 0 ? undefined : 'it lacks a part of its consortium document';
  } catch {
    return 'it holds no consortium document';
  }
}
