import type { App } from '../plugins/types.js';
import { answer, problemAnswers } from '../schemas/answers.js';
import { TrustListsSchema } from '../schemas/trust-list.js';
import type { TrustLists } from '../../services/trust/trust-lists.js';

export function trustListRoutes(app: App, trustLists: TrustLists): void {
  app.get(
    '/v1/trust-list',
    {
      schema: {
        operationId: 'getTrustList',
        tags: ['consortium'],
        summary: "Every version of the organisations' keys, each signed by k organisations of the one before",
        response: { 200: answer('All versions, the first one first', TrustListsSchema), ...problemAnswers() },
      },
    },
    () => ({ versions: trustLists.all() }),
  );
}
