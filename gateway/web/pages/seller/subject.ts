import type { ScorePolicy } from '../../../../chaincode/domain/policies/score-policy.js';
import type { RecordKind } from '../../../../chaincode/domain/records/index.js';
import type { ScoreResult } from '../../../../chaincode/domain/score/types.js';
import type { ScoreAnswer, ScoreDays, ScoreStory } from '../../../services/read/scores.js';
import { html, type Markup } from '../../html/html.js';
import type { PageContext } from '../../frame/page.js';
import { bandName, knownBand } from '../../messages/standing.js';
import type { Translator } from '../../messages/translate.js';

/** All that the page of a seller shows: what anyone may ask the gateway for. Its size does not grow with the records. */
export interface Subject {
  readonly id: string;
  /** Of the score's day. */
  readonly facts: ScoreStory['facts'];
  readonly score: ScoreAnswer;
  readonly story: ScoreStory;
  /** The newest score, where the page shows that of an earlier day. */
  readonly newest?: ScoreAnswer;
  readonly days: ScoreDays;
  /** Why another day than the one asked for is shown. */
  readonly fault?: DayFault;
  /** What the score goes by. */
  readonly rules: ScorePolicy;
  /** Witnesses: how many there are, should have seen the newest agreed checkpoint, and have. */
  readonly outsiders: { readonly seen: number; readonly named: number; readonly quorum: number };
  readonly context: PageContext;
}

/** Why a day that was asked for is not shown. */
export type DayFault = 'no-date' | 'too-early' | 'too-late';

export type EvidenceKind =
  | 'order'
  | 'fulfilment'
  | 'inspection'
  | 'case'
  | 'review'
  | 'certification'
  | 'certification-status'
  | 'payment'
  | 'reply';

export const sellerPath = (id: string): string => `/sellers/${encodeURIComponent(id)}`;

/** How what is said of a seller is contested. */
export const contestPath = (id: string): string => `/contest?seller=${encodeURIComponent(id)}`;

/** The list of a seller's records. */
export const recordsPath = (id: string, kind?: RecordKind): string =>
  `${sellerPath(id)}/records${kind === undefined ? '' : `?kind=${kind}`}`;

/** "Evidence: orders · deliveries": small links below the numbers that are counted from these records. */
export function evidenceLinks(
  { context: { link, t }, id }: Pick<Subject, 'context' | 'id'>,
  kinds: readonly EvidenceKind[],
): Markup {
  return html`<p class="evidence">
    ${t.say('seller.evidence')}
    ${kinds.map(
      (kind, i) =>
        html`${i > 0 && ' · '}<a href="${link(recordsPath(id, kind))}">${t.say(`record.kinds.${kind}`)}</a>`,
    )}
  </p>`;
}

/** The band of a score, or why there is none, in words. The colour only goes with it, for not everyone sees it. */
export const standingChip = (t: Translator, { band, status }: Pick<ScoreResult, 'band' | 'status'>): Markup =>
  html`<span class="chip ${knownBand(band)}"
    >${status === 'scored' ? bandName(t, band) : t.say(`status.${status}`)}</span
  >`;

/** What a score says of its seller, as `standingWords` asks for it. */
export const standingOf = ({ band, last, overall, reasons }: ScoreResult) => ({
  band,
  last,
  overall,
  bad: overall === null && reasons.some(({ component }) => component !== null),
});
