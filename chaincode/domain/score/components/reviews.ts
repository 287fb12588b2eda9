import type { ScorePolicy } from '../../policies/score-policy.js';
import { oneFact } from '../measure/decay.js';
import { within, type Measure } from '../measure/measure.js';
import type { Window } from '../measure/window.js';

/**
 * Bayesian mean of the item ratings: the decayed ratings mixed with phantom reviews (Trustpilot's scheme).
 * A mean of 1..5 stars is the rate (mean - 1) / 4. The fold has already cut what one reviewer can add.
 */
export function reviews(window: Window, policy: ScorePolicy['components']['reviews']): Measure {
  const { count, ratingTenths } = policy.phantom;
  const counts = {
    reviews: window.count('reviews'),
    ratingSum: window.count('ratingSum'),
    rating1: window.count('rating1'),
    rating2: window.count('rating2'),
    rating3: window.count('rating3'),
    rating4: window.count('rating4'),
    rating5: window.count('rating5'),
  };
  const real = window.decayed('reviews', policy.halfLife);
  const phantom = BigInt(count) * oneFact;
  const stars =
    window.decayed('ratingSum', policy.halfLife) - real + (phantom * BigInt(ratingTenths - 10)) / 10n;
  const denominator = real + phantom;
  return {
    numerator: within(stars / 4n, denominator),
    denominator,
    evidence: real,
    counts,
    merit: 'good_reviews',
    // Three stars are below the neutral 3.4, so they are no merit.
    faults: [{ code: 'poor_reviews', count: counts.rating1 + counts.rating2 + counts.rating3 }],
    sampled: true,
  };
}
