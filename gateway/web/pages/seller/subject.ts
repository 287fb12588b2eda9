import type { ScoreResult } from '../../../../chaincode/domain/score/types.js';
import type { ScoreAnswer, ScoreStory } from '../../../services/read/scores.js';
import type { SellerView } from '../../../services/read/sellers.js';
import { html, type Markup } from '../../html/html.js';
import type { PageContext } from '../../frame/page.js';
import { bandName, knownBand } from '../../messages/standing.js';
import type { Translator } from '../../messages/translate.js';

/** All that the page of a seller shows: what anyone may ask the gateway for. Its size does not grow with the records. */
export interface Subject {
  readonly id: string;
  readonly facts: SellerView['public'];
  readonly score: ScoreAnswer;
  readonly story: ScoreStory;
  /** Witnesses: how many there are, should have seen the newest agreed checkpoint, and have. */
  readonly outsiders: { readonly seen: number; readonly named: number; readonly quorum: number };
  readonly context: PageContext;
}

type Evidence = 'aggregate' | 'score' | 'proof' | 'badge' | 'certifications' | { readonly kind: string };

/** Where anyone reads what a number on the page comes from. */
export function evidencePath(id: string, evidence: Evidence): string {
  const seller = encodeURIComponent(id);
  if (typeof evidence === 'object') return `/v1/sellers/${seller}/records?kind=${evidence.kind}`;
  if (evidence === 'badge') return `/v1/badges/${seller}`;
  return evidence === 'aggregate' ? `/v1/sellers/${seller}` : `/v1/sellers/${seller}/${evidence}`;
}

export const sellerPath = (id: string): string => `/sellers/${encodeURIComponent(id)}`;

/** "Evidence: orders · score": small links below the numbers they prove. */
export function evidenceLinks(
  t: Translator,
  links: readonly (readonly [name: string, path: string])[],
): Markup {
  return html`<p class="evidence">
    ${t.say('seller.evidence')}
    ${links.map(([name, path], i) => html`${i > 0 && ' · '}<a href="${path}">${name}</a>`)}
  </p>`;
}

/** The band of a score, or why there is none, in words. The colour only goes with it, for not everyone sees it. */
export const standingChip = (t: Translator, { band, status }: Pick<ScoreResult, 'band' | 'status'>): Markup =>
  html`<span class="chip ${knownBand(band)}"
    >${status === 'scored' ? bandName(t, band) : t.say(`status.${status}`)}</span
  >`;

/** Of a dormant seller: its last score as values of a message. */
export const lastWords = (t: Translator, { asOf, band, overall }: NonNullable<ScoreResult['last']>) => ({
  score: overall,
  band: bandName(t, band),
  date: t.date(asOf),
});
