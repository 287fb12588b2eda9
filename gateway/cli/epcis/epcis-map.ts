import Type, { type Static } from 'typebox';
import { Place, SellerId, closed, oneOf } from '../../../chaincode/domain/records/common.js';
import { compileSchema } from '../../../chaincode/domain/schema-check.js';
import { readMapOf } from '../frame/commented-json.js';
import { orderEvents, type OrderEvent, type PlaceKind } from './steps.js';

const PlaceEntry = closed({
  /** Where that is. */
  place: Type.Optional(Place),
  /** What happens there, where the table of steps asks for it. */
  is: Type.Optional(Type.Unsafe<PlaceKind>(oneOf(['export-customs', 'import-customs', 'buyer']))),
});

/** What events say in words of one's own trade. */
const Document = closed({
  /** Read points and business locations, by their URI. */
  places: Type.Optional(Type.Record(Type.String(), PlaceEntry)),
  /** Business steps that the table of steps lacks, or that are meant otherwise, by their word or URI. */
  steps: Type.Optional(Type.Record(Type.String(), Type.Unsafe<OrderEvent>(oneOf(orderEvents)))),
  /** For a platform, whose own order numbers stand in events: whose orders they are, by the URI of the owning party. */
  sellers: Type.Optional(Type.Record(Type.String(), SellerId)),
});

export interface EpcisMap {
  readonly places: ReadonlyMap<string, Static<typeof PlaceEntry>>;
  readonly steps: ReadonlyMap<string, OrderEvent>;
  readonly sellers: ReadonlyMap<string, string>;
}

export const noMap: EpcisMap = { places: new Map(), steps: new Map(), sellers: new Map() };

const check = compileSchema(Document, 'document_schema');

/** JSON, comments allowed. Throws CliFailure that names every mistake with its place. */
export async function readEpcisMap(path: string): Promise<EpcisMap> {
  const document = await readMapOf<Static<typeof Document>>(path, check, 'a map of events');
  const { places = {}, sellers = {}, steps = {} } = document;
  return {
    places: new Map(Object.entries(places)),
    steps: new Map(Object.entries(steps)),
    sellers: new Map(Object.entries(sellers)),
  };
}
