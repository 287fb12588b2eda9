import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { Commitment, ParticipantId, SellerId, closed } from '../../../chaincode/domain/records/common.js';

export { Commitment, ParticipantId, SellerId, closed };

/** A list and where to go on; `next` is null at the end. */
export function page<T extends TSchema>(
  item: T,
): TObject<{
  items: ReturnType<typeof Type.Array<T>>;
  next: ReturnType<typeof Type.Union<[ReturnType<typeof Type.String>, ReturnType<typeof Type.Null>]>>;
}> {
  return closed({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) });
}

/** Another list's cursor is refused: read as this list's, it would give a wrong page or start over for ever. */
export const cursor = (pattern: string) =>
  Type.Optional(Type.String({ pattern, description: '`next` of the page before' }));

export const shiftedDays = Type.Optional(
  Type.Integer({ description: 'Days by which the imported history of this demo was moved' }),
);

/** A page whose items have times, which an import may have moved. */
export const datedPage = <T extends TSchema>(item: T) => closed({ ...page(item).properties, shiftedDays });

/** Query strings are text and never coerced: numbers are patterns, read by `limitOf`. */
export const pageQuery = {
  cursor: cursor('^(0|[1-9][0-9]{0,14})$'),
  limit: Type.Optional(
    Type.String({ pattern: '^([1-9]|[1-9][0-9]|[1-4][0-9]{2}|500)$', description: '1..500' }),
  ),
};
export const PageQuery = closed(pageQuery);
export type PageQuery = Static<typeof PageQuery>;

const defaultPageItems = 100;
export const limitOf = (query: PageQuery): number =>
  query.limit === undefined ? defaultPageItems : Number(query.limit);

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Time = Type.String({ description: 'RFC 3339 UTC, seconds' });
export const Hex32 = Type.String({ pattern: '^[0-9a-f]{64}$' });
