import { createHash } from 'node:crypto';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { Correction, FactRecord } from '../../../chaincode/domain/records/index.js';
import { contentId } from '../../sdk/client/index.js';

/** What an issuer remembers of what it has stated of one thing. */
export interface Stated {
  /** Record id of the fact: what corrections name as their target. */
  readonly record: string;
  readonly seller: string;
  /** `contentId` of what was last said of it: the fact, or the replacement of its last correction. */
  readonly digest: string;
  /** Corrections of this fact, the one that took it back included. */
  readonly corrections: number;
  /** The last correction left nothing in its place. */
  readonly takenBack: boolean;
}

/** What is to be done about one thing. */
export type Step =
  /** `after`: the fact that was taken back before; with it the batch gets an id of its own (`restatementId`). */
  | { readonly step: 'state'; readonly record: FactRecord; readonly after?: string }
  | { readonly step: 'correct' | 'take-back'; readonly record: Correction }
  /** Nothing: it stands as the row says, or is gone and stays. */
  | { readonly step: 'keep' }
  /** The row says something else, and the ledger takes no further correction of this fact. */
  | { readonly step: 'held' };

export interface ChangeOptions {
  /** When the difference was found, RFC 3339: the `at` of corrections. */
  readonly at: string;
  /** What becomes of a fact whose row is gone. */
  readonly missing: 'keep' | 'retract';
}

/** Of one fact the first correction counts; what a later one says changes nothing. */
const correctionsThatCount = 1;

/**
 * What brings the ledger from what was stated of a thing to what its rows say now. `now`: the record that they make,
 * `missing` where they are gone, as far as anyone can tell: see `retractionProblem`.
 */
export function changeOf(
  known: Stated | undefined,
  now: FactRecord | 'missing',
  { at, missing }: ChangeOptions,
): Step {
  if (now === 'missing') {
    if (known === undefined || known.takenBack || missing === 'keep') return { step: 'keep' };
    return corrected(known, { step: 'take-back', record: correctionOf(known, at, undefined) });
  }
  if (known === undefined) return { step: 'state', record: now };
  if (known.takenBack) return { step: 'state', record: now, after: known.record };
  if (known.digest === contentId([now])) return { step: 'keep' };
  return corrected(known, { step: 'correct', record: correctionOf(known, at, now) });
}

const corrected = (known: Stated, step: Step): Step =>
  known.corrections < correctionsThatCount ? step : { step: 'held' };

function correctionOf(
  { record, seller }: Stated,
  at: string,
  replacement: FactRecord | undefined,
): Correction {
  const common = { kind: 'correction', seller, at, target: record } as const;
  if (replacement === undefined) return { ...common, reason: 'did_not_occur' };
  return { ...common, reason: 'incorrect_data', replacement: { ...replacement } };
}

/** What is remembered once a step's record stands, or is signed, under `id`. `line`: its canonical text. */
export function statedBy(
  known: Stated | undefined,
  step: Exclude<Step, { readonly step: 'keep' | 'held' }>,
  id: string,
  line = canonicalText(step.record),
): Stated {
  if (step.step === 'state') {
    return {
      record: id,
      seller: step.record.seller,
      digest: createHash('sha256').update(`${line}\n`).digest('base64url'),
      corrections: 0,
      takenBack: false,
    };
  }
  if (known === undefined) throw new TypeError('a correction of what was never stated');
  const { replacement } = step.record;
  return {
    ...known,
    digest: replacement === undefined ? known.digest : contentId([replacement as unknown as FactRecord]),
    corrections: known.corrections + 1,
    takenBack: replacement === undefined,
  };
}
