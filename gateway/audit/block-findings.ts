import { equalBytes, utf8 } from '../../chaincode/domain/bytes.js';
import type { DoesNotFollow } from '../../chaincode/domain/fold/does-not-follow.js';
import type { SealDoc } from '../../chaincode/domain/fold/epochs.js';
import type { BatchDoc } from '../../chaincode/domain/fold/batch-doc.js';
import { type FoldState, keys, load } from '../../chaincode/domain/fold/state.js';
import type { TrustListDoc } from '../../chaincode/domain/fold/trust-lists.js';
import type { CommittedBlock } from '../ledger/port.js';
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
  const isSaid = (said: readonly string[] | undefined): boolean =>
    said?.some((one) => equalBytes(utf8(one), value)) ?? false;
  if (kind === 'batch') {
    const reason = load<BatchDoc>(view, keys.batch(id))?.refused;
    return reason && { code: 'batch_does_not_hold', reason };
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

/**
 * Where governance ceases to follow from what was signed. What comes after would be judged by participants and organisations
 * that somebody made up, so it is not read.
 */
export function governanceFindings({ block, key, reason, tx }: DoesNotFollow, height: number): Finding[] {
  const at = `block ${block}, transaction ${tx}, ${key}`;
  const last = height - 1;
  const unread = block === last ? `block ${block}` : `blocks ${block} to ${last}`;
  return [
    { code: 'governance_does_not_follow', at, reason },
    { code: 'not_read', at: unread, reason: 'what governance stands on ceases to hold there' },
  ];
}
