import type { App } from '../plugins/types.js';
import { PageQuery, datedPage, limitOf } from '../schemas/common.js';
import { answer, problemAnswers, signatureNeeded } from '../schemas/answers.js';
import { SellersPage, SellersQuery, askedIn } from '../schemas/directory.js';
import { RecordViewSchema, RecordsQuery, TimelineQuery } from '../schemas/record.js';
import { CaseSchema, Certificate, SellerParams, SellerViewSchema } from '../schemas/seller.js';
import type { Services } from './services.js';

export function sellerRoutes(app: App, { directory, sellers, records }: Services): void {
  app.get(
    '/v1/sellers',
    {
      schema: {
        operationId: 'listSellers',
        tags: ['read'],
        summary: 'Sellers on the ledger: all of them in the order they were first named, or those that fit',
        querystring: SellersQuery,
        response: { 200: answer('A page of seller ids', SellersPage), ...problemAnswers(400, 503) },
      },
    },
    async ({ query }) => {
      const asked = askedIn(query);
      if (asked === undefined) return sellers.list(query.cursor, limitOf(query));
      const from = Number(query.cursor ?? 0);
      const { items, total } = await directory.find(asked, from, limitOf(query));
      const end = from + items.length;
      return {
        items: items.map(({ listed }) => ({ id: listed.id })),
        next: end < total && items.length > 0 ? String(end) : null,
        total,
      };
    },
  );

  app.get(
    '/v1/sellers/:id',
    {
      schema: {
        operationId: 'getSeller',
        tags: ['read'],
        summary: "A seller's public aggregate; with detail for members",
        params: SellerParams,
        response: {
          200: answer('The seller; `detail` where the signer is a member', SellerViewSchema),
          ...problemAnswers(400, 404),
        },
      },
    },
    (request) => sellers.one(request.caller, request.params.id),
  );

  app.get(
    '/v1/sellers/:id/records',
    {
      schema: {
        operationId: 'listSellerRecords',
        tags: ['read'],
        summary: 'All records about a seller in ledger order; content where the caller may see it',
        params: SellerParams,
        querystring: RecordsQuery,
        response: {
          200: answer(
            'A page of records; without content where the caller may not see it',
            datedPage(RecordViewSchema),
          ),
          ...problemAnswers(400, 404),
        },
      },
    },
    (request) => {
      const { kind, cursor } = request.query;
      return records.ofSeller(request.caller, request.params.id, kind, cursor, limitOf(request.query));
    },
  );

  app.get(
    '/v1/sellers/:id/timeline',
    {
      schema: {
        operationId: 'getOrderTimeline',
        tags: ['read'],
        summary: "An order's records by the time they happened, for its parties",
        security: signatureNeeded,
        params: SellerParams,
        querystring: TimelineQuery,
        response: {
          200: answer("A page of the order's records", datedPage(RecordViewSchema)),
          ...problemAnswers(400, 404),
        },
      },
    },
    (request) => {
      const { order, cursor } = request.query;
      return records.ofOrder(request.caller, request.params.id, order, cursor, limitOf(request.query));
    },
  );

  app.get(
    '/v1/sellers/:id/certifications',
    {
      schema: {
        operationId: 'listSellerCertifications',
        tags: ['read'],
        summary: 'Certificates of a seller: the term in force of each, with its status changes',
        params: SellerParams,
        response: { 200: answer('The certificates', datedPage(Certificate)), ...problemAnswers(400, 404) },
      },
    },
    (request) => sellers.certifications(request.params.id),
  );

  app.get(
    '/v1/sellers/:id/cases',
    {
      schema: {
        operationId: 'listSellerCases',
        tags: ['read'],
        summary: 'Dispute cases of a seller, for members',
        security: signatureNeeded,
        params: SellerParams,
        querystring: PageQuery,
        response: { 200: answer('A page of cases', datedPage(CaseSchema)), ...problemAnswers(400, 403, 404) },
      },
    },
    (request) =>
      sellers.cases(request.caller, request.params.id, request.query.cursor, limitOf(request.query)),
  );
}
