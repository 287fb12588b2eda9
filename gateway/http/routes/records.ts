import Type from 'typebox';
import type { App } from '../plugins/types.js';
import { answer, problemAnswers } from '../schemas/answers.js';
import { RecordParams, RecordViewSchema } from '../schemas/record.js';
import { ServiceError } from '../../services/common/service-error.js';
import type { Services } from './services.js';

export function recordRoutes(app: App, { conformity, records }: Services): void {
  app.get(
    '/v1/records/:id',
    {
      schema: {
        operationId: 'getRecord',
        tags: ['read'],
        summary: 'One record, as far as the caller may see it',
        params: RecordParams,
        response: {
          200: answer('The record, or that it is there and hidden', RecordViewSchema),
          ...problemAnswers(400, 404),
        },
      },
    },
    (request) => records.one(request.caller, request.params.id),
  );

  app.get(
    '/v1/records/:id/untp',
    {
      schema: {
        operationId: 'getConformityCredential',
        tags: ['read'],
        summary: 'A certification as a UNTP 0.7.0 Digital Conformity Credential (vc+jwt), see docs/untp.md',
        params: RecordParams,
        response: {
          200: answer(
            'The credential, signed by the organisation that vouches for the record',
            Type.String({ description: 'Compact JWS' }),
            { type: 'application/vc+jwt' },
          ),
          ...problemAnswers(400, 404),
        },
      },
    },
    async (request, reply) => {
      // Whoever may not read the record may not read the credential, which says as much.
      if (!records.one(request.caller, request.params.id).visible)
        throw new ServiceError('not_found', 'There is no record of this id that you may read.');
      const credential = await conformity.one(request.params.id);
      return reply
        .type('application/vc+jwt')
        .serializer((text: string) => text)
        .send(credential);
    },
  );
}
