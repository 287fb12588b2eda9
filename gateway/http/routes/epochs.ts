import type { App } from '../plugins/types.js';
import type { EpochView } from '../../projection/proofs-port.js';
import { EpochParams, EpochSchema, SealSchema } from '../schemas/epoch.js';
import { answer, location, problemAnswers, signatureNeeded } from '../schemas/answers.js';
import type { Epochs } from '../../services/sealing/epochs.js';

export function epochRoutes(app: App, epochs: Epochs): void {
  app.post(
    '/v1/seals',
    {
      schema: {
        operationId: 'seal',
        tags: ['consortium'],
        summary: "End the epoch now, signed with an organisation's admin key; without a body",
        security: signatureNeeded,
        response: {
          201: answer('The Seal', SealSchema, { headers: location }),
          ...problemAnswers(400, 403, 409, 503),
        },
      },
    },
    async (request, reply) => {
      const seal = await epochs.seal(request.caller);
      return reply
        .code(201)
        .header('location', `/v1/epochs/${seal.n}`)
        .send({ ...seal, organisations: [...seal.organisations] });
    },
  );

  app.get(
    '/v1/epochs/:n',
    {
      schema: {
        operationId: 'getEpoch',
        tags: ['read'],
        summary: 'A sealed epoch and what organisations say of it, by number, or `newest`, or `agreed`',
        params: EpochParams,
        response: { 200: answer('The epoch', EpochSchema), ...problemAnswers(400, 404) },
      },
    },
    (request) => {
      const { n } = request.params;
      if (n === 'agreed') return shown(epochs.agreed());
      return shown(n === 'newest' ? epochs.newest() : epochs.epoch(Number(n)));
    },
  );
}

function shown({ seal, own, agreement, statements, note }: EpochView) {
  const { body, agree, dissent, equivocate, silent } = agreement;
  return {
    ...seal,
    organisations: [...seal.organisations],
    own,
    agreed: body ?? null,
    agree: [...agree],
    dissent: [...dissent],
    equivocate: [...equivocate],
    silent: [...silent],
    statements: [...statements],
    checkpoint: note ?? null,
  };
}
