import type { Services } from '../../../http/routes/services.js';
import { anonymous } from '../../../services/common/caller.js';
import { ServiceError } from '../../../services/common/service-error.js';
import type { ScoreAnswer } from '../../../services/read/scores.js';
import type { SellerView, Sellers } from '../../../services/read/sellers.js';

/** One of the sellers side by side. */
export interface Compared {
  readonly id: string;
  readonly facts: SellerView['public'];
  readonly score: ScoreAnswer;
  readonly certificates: ReturnType<Sellers['certifications']>['items'];
}

/** What anyone may know of the sellers that are known, and the ids that are not. */
export function compared(
  ids: readonly string[],
  { scores, sellers }: Pick<Services, 'scores' | 'sellers'>,
): { readonly known: readonly Compared[]; readonly unknown: readonly string[] } {
  const views = ids.map((id) => ({ id, view: seller(id, sellers) }));
  const known = views.flatMap(({ id, view }) => (view === undefined ? [] : [{ id, facts: view.public }]));
  // A score is of today, or of the seller's newest fact where a clock ran ahead: of all the latest, so that all are of one day.
  const day = Math.max(...known.map(({ id }) => scores.one(id).asOf));
  return {
    known: known.map(({ facts, id }) => ({
      ...{ id, facts },
      score: scores.one(id, day),
      certificates: sellers.certifications(id).items,
    })),
    unknown: views.flatMap(({ id, view }) => (view === undefined ? [id] : [])),
  };
}

function seller(id: string, sellers: Services['sellers']): SellerView | undefined {
  try {
    return sellers.one(anonymous, id);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not_found') return undefined;
    throw error;
  }
}
