import Type from 'typebox';
import type { App } from '../plugins/types.js';
import { answer, problemAnswers } from '../schemas/answers.js';
import { SellerParams } from '../schemas/seller.js';
import type { Badges } from '../../services/trust/badges.js';

export function badgeRoutes(app: App, badges: Badges): void {
  app.get(
    '/v1/badges/:id',
    {
      schema: {
        operationId: 'getBadge',
        tags: ['read'],
        summary: 'A badge: the score with all that proves it, as a W3C Verifiable Credential (vc+jwt)',
        params: SellerParams,
        response: {
          200: answer('The badge, signed by the organisation', Type.String({ description: 'Compact JWS' }), {
            type: 'application/vc+jwt',
          }),
          ...problemAnswers(400, 404, 409),
        },
      },
    },
    async (request, reply) => {
      const badge = await badges.one(request.params.id);
      return reply
        .type('application/vc+jwt')
        .serializer((text: string) => text)
        .send(badge);
    },
  );
}
