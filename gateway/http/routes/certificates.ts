import Type from 'typebox';
import { Scheme } from '../../../chaincode/domain/records/common.js';
import type { App } from '../plugins/types.js';
import { answer, problemAnswers } from '../schemas/answers.js';
import { PageQuery, closed, datedPage, limitOf, pageQuery } from '../schemas/common.js';
import { ParticipantParams } from '../schemas/governance.js';
import { FoundCertificate, IssuedCertificate } from '../schemas/seller.js';
import type { Certificates } from '../../services/read/certificates.js';

const LookUpQuery = closed({
  ...pageQuery,
  number: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'As the certificate has it; case, spaces and dashes do not matter',
  }),
  scheme: Type.Optional(Scheme),
});

export function certificateRoutes(app: App, certificates: Certificates): void {
  app.get(
    '/v1/certificates',
    {
      schema: {
        operationId: 'findCertificates',
        tags: ['read'],
        summary: 'Certificates that bear a number, whoever they were issued to',
        querystring: LookUpQuery,
        response: {
          200: answer(
            'A page of certificates; those that bear it letter by letter first',
            datedPage(FoundCertificate),
          ),
          ...problemAnswers(400),
        },
      },
    },
    ({ query }) => certificates.find(query.number, query.scheme, Number(query.cursor ?? 0), limitOf(query)),
  );

  app.get(
    '/v1/participants/:id/certificates',
    {
      schema: {
        operationId: 'listIssuedCertificates',
        tags: ['read'],
        summary: 'Certificates that a participant has issued, each by its term in force',
        params: ParticipantParams,
        querystring: PageQuery,
        response: {
          200: answer("A page of certificates, in the ledger's order", datedPage(IssuedCertificate)),
          ...problemAnswers(400, 404),
        },
      },
    },
    ({ caller, params, query }) =>
      certificates.issuedBy(caller, params.id, Number(query.cursor ?? 0), limitOf(query)),
  );
}
