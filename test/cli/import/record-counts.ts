import type { FactRecord } from '../../../chaincode/domain/records/index.js';

/** The same figures as `expectedCounts`, from the records. */
export function countsOf(records: readonly FactRecord[]) {
  const of = <K extends FactRecord['kind']>(kind: K) =>
    records.filter((record): record is Extract<FactRecord, { kind: K }> => record.kind === kind);
  const event = (name: string) => of('fulfilment').filter((fact) => fact.event === name);
  const deliverBy = new Map(of('order').map((order) => [order.order, order.deliverBy]));
  return {
    order: of('order').length,
    dispatched: event('dispatched').length,
    delivered: event('delivered').length,
    late: event('delivered').filter((fact) => fact.at > (deliverBy.get(fact.order) ?? '')).length,
    cancelled: event('cancelled').length,
    review: of('review').length,
    payment: of('payment').length,
    texts: of('review').filter((review) => review.text !== undefined).length,
    stars: [1, 2, 3, 4, 5].map((star) => of('review').filter((review) => review.rating.item === star).length),
    sellers: new Set(records.map((record) => record.seller)).size,
  };
}
