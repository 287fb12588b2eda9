import type { App } from '../plugins/types.js';
import { answer, problemAnswers, signatureNeeded } from '../schemas/answers.js';
import { OutlookAnswer, OutlookBody } from '../schemas/outlook.js';
import type { Outlook } from '../../services/read/outlook.js';

export function outlookRoutes(app: App, outlook: Outlook): void {
  app.post(
    '/v1/outlook',
    {
      config: { isRead: true },
      schema: {
        operationId: 'getOutlook',
        tags: ['read'],
        summary: 'What would become of up to 500 records if the signing participant stated them now',
        description:
          'Nothing is stated, and nothing kept. One item for each record, in the order given, as if they came one after ' +
          'the other: `refused` says why the ledger would not take it; else `counts` says whether it would count. What ' +
          'others state meanwhile can change the answer.',
        body: OutlookBody,
        security: signatureNeeded,
        response: {
          200: answer('One item for each record', OutlookAnswer),
          ...problemAnswers(400, 403, 413, 415, 503),
        },
      },
    },
    async (request) => ({ items: await outlook.of(request.caller, request.body.records), next: null }),
  );
}
