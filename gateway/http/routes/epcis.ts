import type { App } from '../plugins/types.js';
import { answer, problemAnswers, signatureNeeded } from '../schemas/answers.js';
import { limitOf } from '../schemas/common.js';
import { EpcisDocumentSchema } from '../schemas/epcis.js';
import { TimelineQuery } from '../schemas/record.js';
import { SellerParams } from '../schemas/seller.js';
import type { EpcisDocuments } from '../../services/read/epcis/documents.js';
import type { About } from './services.js';

const next = {
  Link: {
    type: 'string',
    description: 'Where to go on (RFC 8288, `rel="next"`), as EPCIS 2.0 pages its events',
  },
};

export function epcisRoutes(app: App, about: Pick<About, 'publicUrl'>, epcis: EpcisDocuments): void {
  // An address of its own: answers are cached by theirs.
  app.get(
    '/v1/sellers/:id/timeline.epcis',
    {
      schema: {
        operationId: 'getOrderTimelineAsEpcis',
        tags: ['read'],
        summary: "The way of an order's parcels as EPCIS 2.0 events, for its parties; see docs/epcis.md",
        security: signatureNeeded,
        params: SellerParams,
        querystring: TimelineQuery,
        response: {
          200: answer('An EPCIS document of a page of events', EpcisDocumentSchema, {
            type: 'application/ld+json',
            headers: next,
          }),
          ...problemAnswers(400, 404),
        },
      },
    },
    (request, reply) => {
      const { id } = request.params;
      const { order, cursor, limit } = request.query;
      const found = epcis.ofOrder(request.caller, id, order, cursor, limitOf(request.query));
      if (found.next !== null) {
        const query = new URLSearchParams({
          order,
          cursor: found.next,
          ...(limit === undefined ? {} : { limit }),
        });
        const path = `/v1/sellers/${encodeURIComponent(id)}/timeline.epcis?${query.toString()}`;
        reply.header('link', `<${about.publicUrl}${path}>; rel="next"`);
      }
      return reply.type('application/ld+json').send(found.document);
    },
  );
}
