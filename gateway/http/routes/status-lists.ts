import Type from 'typebox';
import type { App } from '../plugins/types.js';
import { closed } from '../schemas/common.js';
import { answer, problemAnswers } from '../schemas/answers.js';
import type { StatusLists } from '../../services/trust/status-lists.js';

const Part = Type.String({
  pattern: '^(0|[1-9][0-9]{0,5})$',
  description: 'Lists hold 131,072 entries each',
});
const Version = Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'Version of the score policy' });
const Band = Type.String({ pattern: '^[a-z][a-z-]{0,31}$', description: 'Band that the badge states' });

const shared = {
  tags: ['read'],
  response: {
    200: answer('The list, signed by the organisation', Type.String({ description: 'Compact JWS' }), {
      type: 'application/vc+jwt',
    }),
    ...problemAnswers(400, 404, 503),
  },
};

/** Lists are fetched whole, so that the gateway does not learn whose badge is checked. */
export function statusListRoutes(app: App, lists: StatusLists): void {
  const asCredential = { type: 'application/vc+jwt', text: (text: string): string => text } as const;
  app.get(
    '/v1/status-lists/revocation/:version/:band/:part',
    {
      schema: {
        ...shared,
        operationId: 'getRevocationList',
        summary: 'Which badges state a better band than their sellers have now (W3C Bitstring Status List)',
        params: closed({ version: Version, band: Band, part: Part }),
      },
    },
    async ({ params: { band, part, version } }, reply) => {
      const list = await lists.one({ purpose: 'revocation', policy: Number(version), band }, Number(part));
      return reply
        .header('cache-control', 'no-cache')
        .type(asCredential.type)
        .serializer(asCredential.text)
        .send(list);
    },
  );
  app.get(
    '/v1/status-lists/suspension/:part',
    {
      schema: {
        ...shared,
        operationId: 'getSuspensionList',
        summary: 'Which certificates do not count now (W3C Bitstring Status List)',
        params: closed({ part: Part }),
      },
    },
    async ({ params: { part } }, reply) => {
      const list = await lists.one({ purpose: 'suspension' }, Number(part));
      return reply
        .header('cache-control', 'no-cache')
        .type(asCredential.type)
        .serializer(asCredential.text)
        .send(list);
    },
  );
}
