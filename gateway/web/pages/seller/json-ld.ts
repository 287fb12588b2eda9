import { formatTime } from '../../../../chaincode/domain/time.js';
import { ratingsOf } from './reviews.js';
import { sellerPath, type Subject } from './subject.js';

/**
 * schema.org Organization with its AggregateRating and valid certificates. Undefined where there is not enough history, and
 * of a past day: a search engine would show stars, but not the words that say so.
 */
export function jsonLd(subject: Subject): object | undefined {
  const { context, facts, id, newest, score, story } = subject;
  const ratings = ratingsOf(subject);
  if (score.overall === null || newest !== undefined) return undefined;
  const url = new URL(sellerPath(id), context.publicUrl).href;
  const valid = story.certificates.flatMap(({ standing, term }) => (standing === 'valid' ? [term] : []));
  return {
    '@context': 'https://schema.org',
    '@type': 'Organization',
    '@id': url,
    identifier: id,
    name: facts.tradingName ?? id,
    url,
    ...(facts.country === undefined
      ? {}
      : { address: { '@type': 'PostalAddress', addressCountry: facts.country } }),
    ...(facts.shopDomains.length === 0
      ? {}
      : { sameAs: facts.shopDomains.map((domain) => `https://${domain}/`) }),
    ...(ratings === undefined
      ? {}
      : {
          aggregateRating: {
            '@type': 'AggregateRating',
            ratingValue: ratings.mean,
            reviewCount: ratings.count,
            bestRating: 5,
            worstRating: 1,
          },
        }),
    ...(valid.length === 0
      ? {}
      : {
          hasCertification: valid.slice(0, 50).map((entry) => ({
            '@type': 'Certification',
            name: entry.scheme,
            certificationIdentification: entry.certificate,
            issuedBy: { '@type': 'Organization', name: entry.issuer },
            validFrom: formatTime(entry.validFrom),
            expires: formatTime(entry.validUntil),
          })),
        }),
  };
}
