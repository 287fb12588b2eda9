import { figure } from '../charts/picture.js';
import { shareBars, shareBarsSize } from '../charts/share-bars.js';
import { html, type Markup } from '../../html/html.js';
import { evidenceLinks, type Subject } from './subject.js';

export interface Ratings {
  readonly count: number;
  /** 1 to 5, to two digits. */
  readonly mean: number;
  /** From five stars down to one. */
  readonly stars: readonly { readonly stars: number; readonly count: number }[];
}

/** The reviews that the score counts; undefined where there are none. */
export function ratingsOf({ score }: Pick<Subject, 'score'>): Ratings | undefined {
  const {
    reviews: count = 0,
    ratingSum = 0,
    ...counts
  } = score.components.find(({ name }) => name === 'reviews')?.counts ?? {};
  if (count === 0) return undefined;
  const stars = [5, 4, 3, 2, 1].map((star) => ({ stars: star, count: counts[`rating${star}`] ?? 0 }));
  return { count, mean: Math.round((100 * ratingSum) / count) / 100, stars };
}

export function reviews(subject: Subject): Markup | undefined {
  const { t } = subject.context;
  const ratings = ratingsOf(subject);
  if (ratings === undefined) return undefined;
  const { count, mean, stars } = ratings;
  const title = t.say('seller.reviews.title');
  const rows = stars.map((row) => ({
    ...row,
    name: `${t.number(row.stars)} ★`,
    label: t.number(row.count),
    share: t.percent((row.count / count) * 1_000_000),
  }));
  return html`<section class="card" id="reviews" aria-labelledby="reviews-title">
    <h2 id="reviews-title">${title}</h2>
    ${figure(
      {
        id: 'reviews-picture',
        title,
        summary: t.say('seller.reviews.mean', { mean, count }),
        ...shareBarsSize(rows.length),
        drawing: shareBars(rows, {
          names: t.say('seller.reviews.stars'),
          numbers: t.say('seller.count.reviews'),
        }),
      },
      {
        label: t.say('seller.table'),
        caption: title,
        columns: [
          t.say('seller.reviews.stars'),
          t.say('seller.count.reviews'),
          t.say('seller.reviews.share'),
        ],
        rows: rows.map(({ label, share, stars: star }) => [t.number(star), label, share]),
      },
    )}
    <p class="quiet">${t.say('seller.reviews.how')}</p>
    ${evidenceLinks(subject, ['review'])}
  </section>`;
}
