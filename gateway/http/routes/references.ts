import type { App } from '../plugins/types.js';
import { answer, problemAnswers, signatureNeeded } from '../schemas/answers.js';
import {
  ForgottenAnswer,
  ForgottenReferences,
  KeptReferencesAnswer,
  KeptReferencesBody,
  ReferencesAnswer,
  ReferencesBody,
} from '../schemas/references.js';
import type { References } from '../../services/read/references.js';
import type { ReferenceBook } from '../../services/write/references.js';

export function referenceRoutes(app: App, references: References, book: ReferenceBook): void {
  app.post(
    '/v1/references',
    {
      config: { isRead: true },
      schema: {
        operationId: 'findReferences',
        tags: ['read'],
        summary: "Which orders up to 500 of the caller's own references belong to, in the order asked",
        description:
          'For the carrier, customs broker or payment provider that an order or its dispatch names, of the references that ' +
          'the platform gave for it. A reference that is not known and one of somebody else have the same answer.',
        security: signatureNeeded,
        body: ReferencesBody,
        response: {
          200: answer('One item for each reference', ReferencesAnswer),
          ...problemAnswers(400, 403, 413, 415, 429),
        },
      },
    },
    async (request) => ({
      items: await references.find(request.caller, request.body.references),
      next: null,
    }),
  );

  app.put(
    '/v1/references',
    {
      schema: {
        operationId: 'keepReferences',
        tags: ['write'],
        summary: "Keep up to 500 partners' own references of a platform's orders; safe to repeat",
        description:
          "For a platform, at its own organisation's gateway. They stay there, under a keyed hash, and never come to the " +
          'ledger. The order must stand on the ledger, and it or its dispatch must name the partner.',
        security: signatureNeeded,
        body: KeptReferencesBody,
        response: {
          200: answer('One outcome for each reference', KeptReferencesAnswer),
          ...problemAnswers(400, 403, 413, 415, 503),
        },
      },
    },
    async (request) => {
      const outcomes = await book.keep(request.caller, request.body.references);
      return { items: outcomes.map((outcome) => ({ outcome })), next: null };
    },
  );

  app.delete(
    '/v1/references',
    {
      schema: {
        operationId: 'forgetReferences',
        tags: ['write'],
        summary: 'Forget all references that are kept of an order; safe to repeat',
        description: 'For the platform that had them kept.',
        security: signatureNeeded,
        querystring: ForgottenReferences,
        response: {
          200: answer('How many were kept until now', ForgottenAnswer),
          ...problemAnswers(400, 403),
        },
      },
    },
    async (request) => ({ forgotten: await book.forget(request.caller, request.query) }),
  );
}
