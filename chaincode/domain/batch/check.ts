import { Refusal, type Defect } from '../errors.js';
import type { ConsortiumState } from '../consortium/document.js';
import { Authority } from '../participants/authority.js';
import { usableKey } from '../participants/keys.js';
import { assertSignatureForm } from '../participants/signature-form.js';
import { assertActive } from '../participants/standing.js';
import type { Participant } from '../consortium/participant.js';
import type { Crypto } from '../ports.js';
import type { FactRecord } from '../records/index.js';
import { replacementOf } from '../records/replacement.js';
import { clockToleranceSeconds, formatTime } from '../time.js';
import { DefectList } from './defect-list.js';
import type { ParsedBatch } from './parse.js';

/** What a batch is judged against: the state of one ledger at one transaction. */
export interface BatchContext {
  /** Id of the ledger the batch was sent to. */
  readonly ledger: string;
  readonly consortium: ConsortiumState;
  /** The participant that `iss` names, if there is one. */
  readonly participant: Participant | undefined;
  /** Seconds since the epoch. */
  readonly txTime: number;
  readonly crypto: Pick<Crypto, 'verify'>;
}

function assertTimely(payload: ParsedBatch['payload'], txTime: number): void {
  if (txTime < payload.iat - clockToleranceSeconds)
    throw new Refusal({ code: 'time_window', reason: 'batch is not valid yet', line: 1 });

  if (txTime > payload.exp) throw new Refusal({ code: 'time_window', reason: 'batch has expired', line: 1 });
}

function assertSigned(parsed: ParsedBatch, participant: Participant, context: BatchContext): void {
  const { alg, kid } = parsed.header;
  const { jwk } = usableKey(participant, kid, alg, context.txTime);
  assertSignatureForm(alg, jwk, parsed.signature);
  if (!context.crypto.verify(alg, jwk, parsed.signingInput, parsed.signature))
    throw new Refusal({ code: 'signature_invalid', reason: 'signature does not verify', line: 1 });
}

const inTime: readonly string[] = [];

/** Pointers to what is stated to have happened after `latest`. Times of one fixed width in UTC sort as texts. */
function futureTimes(record: FactRecord, latest: string): readonly string[] {
  if (record.at > latest) return ['/at'];
  const replacement = record.kind === 'correction' ? replacementOf(record) : undefined;
  return replacement !== undefined && replacement.at > latest ? ['/replacement/at'] : inTime;
}

/** Says of records why a participant may not state them at `time` (seconds): its authority, and what would lie in the future. */
export function statementJudge(
  participant: Participant,
  { authority: matrix }: Pick<ConsortiumState, 'authority'>,
  time: number,
): (record: FactRecord) => readonly Defect[] {
  const authority = new Authority(participant, matrix);
  const latest = formatTime(time + clockToleranceSeconds);
  return (record) => {
    const found = authority.defects(record);
    const future = futureTimes(record, latest);
    if (future.length === 0) return found;
    const reason = 'lies in the future';
    return [...found, ...future.map((pointer) => ({ code: 'record_semantics', reason, pointer }) as const)];
  };
}

function assertAuthorised(parsed: ParsedBatch, participant: Participant, context: BatchContext): void {
  const judge = statementJudge(participant, context.consortium, context.txTime);
  const defects = new DefectList();
  parsed.records.forEach((record, i) => {
    const found = judge(record);
    if (found.length > 0) defects.addAll(found, i + 2);
  });
  defects.throwIfAny();
}

/**
 * Judges a parsed batch: audience, time, issuer, key and signature, then every record against the issuer's
 * authority. Throws Refusal `audience_mismatch`, `time_window`, `issuer_unknown`, `issuer_not_active`,
 * `key_unknown`, `key_not_valid`, `signature_form`, `signature_invalid`; or, once the signature is known to be the
 * issuer's, one that lists every defect of the records.
 */
export function checkBatch(parsed: ParsedBatch, context: BatchContext): void {
  const { participant } = context;
  // The same signed bytes must not be good on another ledger.
  if (parsed.payload.aud !== context.ledger)
    throw new Refusal({ code: 'audience_mismatch', reason: 'batch is for another ledger', line: 1 });

  assertTimely(parsed.payload, context.txTime);
  if (participant?.id !== parsed.payload.iss)
    throw new Refusal({ code: 'issuer_unknown', reason: 'no such participant', line: 1 });

  assertActive(participant, context.consortium, context.txTime);
  assertSigned(parsed, participant, context);
  assertAuthorised(parsed, participant, context);
}
