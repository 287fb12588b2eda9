import { sha256 } from '@noble/hashes/sha2.js';
import type { AgreedCheckpoint } from '../../../../chaincode/domain/proofs/checkpoint.js';
import { base64url } from '../../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../../chaincode/domain/canonical.js';
import { ProofFailure } from '../../../../chaincode/domain/proofs/failure.js';
import type { TrustList } from '../../../../chaincode/domain/trust-list/list.js';
import { consistencyBetween } from '../../../sdk/client/consistency.js';
import { checkCheckpoint } from '../../../sdk/client/proofs.js';
import { ClientError } from '../../../sdk/platform/errors.js';
import { historyOf } from '../../../sdk/verify/history.js';
import { Failed } from '../../../sdk/verify/verdict.js';
import type { MessageKey } from '../../messages/en.js';
import type { AskedProof } from '../../pages/proof/page-data.js';
import type { ProofOutcome, Step, StepName } from '../../pages/proof/proof-view.js';
import type { Memory } from '../pieces/memory.js';
import { kinds, type Proven } from './kinds.js';

/** Nothing was shown either way. */
const undecided: Readonly<Partial<Record<string, MessageKey>>> = {
  proof_malformed: 'proof.why.unreadable',
  ledger_unknown: 'proof.why.unknown',
  too_few_organisations: 'proof.why.unknown',
};

/** Checks a proof, in the visitor's browser. What it is about must be what the page asked for, for any genuine proof holds. */
export async function checkProof(
  proof: unknown,
  asked: AskedProof,
  trust: TrustList,
  memory: Memory,
): Promise<ProofOutcome & { readonly proven?: Proven }> {
  const { check, steps: own } = kinds[asked.kind];
  const names: readonly StepName[] = ['checkpoint', 'history', ...own.map(([name]) => name), 'subject'];
  let agreed: AgreedCheckpoint | undefined;
  let history: Step | undefined;
  let notice: Proven['notice'];
  /** Steps are made in their order: those before the one that failed have passed, those after it were not made. */
  const stepsUntil = (failed?: StepName): readonly Step[] => {
    const end = failed === undefined ? names.length : names.indexOf(failed);
    return names.flatMap((name, i): Step[] => {
      if (i === end) return [{ name, outcome: 'failed' }];
      if (name === 'history') return history === undefined ? [] : [history];
      if (name === notice?.step) return [{ name, outcome: 'notice', note: notice.text }];
      return [{ name, outcome: i > end ? 'skipped' : 'passed' }];
    });
  };
  const refuse = (failed: StepName): ProofOutcome => ({
    ...{ state: 'false', steps: stepsUntil(failed) },
    ...(agreed === undefined ? {} : { agreed }),
  });
  try {
    agreed = await checkCheckpoint((proof as { readonly checkpoint?: unknown }).checkpoint, trust);
    history = await followHistory(agreed, memory);
    const proven = await check(proof, trust, asked);
    ({ notice } = proven);
    if (proven.subject !== asked.subject) return refuse('subject');
    if (asked.shown !== undefined && !isSame(asked.shown, proven.value))
      return { state: 'not-sealed', why: 'proof.why.newer', steps: stepsUntil(), agreed };
    return { state: 'proven', ...(notice && { why: notice.text }), steps: stepsUntil(), agreed, proven };
  } catch (error) {
    if (error instanceof Failed) return refuse('history');
    if (error instanceof ClientError) return { state: 'unchecked', why: 'proof.why.unable', steps: [] };
    if (!(error instanceof ProofFailure))
      return { state: 'unchecked', why: 'proof.why.unreadable', steps: [] };
    const { code } = error;
    const why = undecided[code];
    if (why !== undefined) return { state: 'unchecked', why, steps: [] };
    const failed = own.find(([, fails]) => fails === code)?.[0];
    return refuse(agreed === undefined || failed === undefined ? 'checkpoint' : failed);
  }
}

/** A page may be newer than the newest Seal. */
const isSame = (shown: unknown, proven: unknown): boolean =>
  proven !== undefined && canonicalText(shown) === canonicalText(proven);

/**
 * Whether the ledger only grew since this browser saw it last; undefined on a first visit. Throws Failed where it contradicts
 * what was seen.
 */
async function followHistory({ checkpoint }: AgreedCheckpoint, memory: Memory): Promise<Step | undefined> {
  const { lastSeen } = memory.kept;
  const path =
    lastSeen?.ledger === checkpoint.ledger && lastSeen.size > 0 && lastSeen.size < checkpoint.size
      ? await consistencyBetween(lastSeen.size, checkpoint, location.origin)
      : undefined;
  try {
    const past = {
      ...(lastSeen === undefined ? {} : { lastSeen }),
      ...(path === undefined ? {} : { consistency: path.map(base64url) }),
    };
    const { code, outcome, seen } = historyOf(sha256, checkpoint, past);
    memory.keep({ lastSeen: seen });
    if (outcome === 'passed') return { name: 'history', outcome };
    return code === 'growth_unproven'
      ? { name: 'history', outcome, note: 'code.growth_unproven' }
      : undefined;
  } catch (error) {
    // What stood in an older state of the ledger stands in it for ever: only something newer might be missing here.
    if (error instanceof Failed && error.code === 'backward')
      return { name: 'history', outcome: 'notice', note: 'code.backward' };
    throw error;
  }
}
