import Type, { type Static, type TSchema } from 'typebox';
import { compileSchema } from '../../../chaincode/domain/schema-check.js';

/** An object of which only these members are read: others may stand beside them. */
const open = Type.Object;
const Text = Type.String({ minLength: 1, maxLength: 2048 });
const some = <T extends TSchema>(schema: T) => Type.Optional(schema);
const list = <T extends TSchema>(schema: T) => some(Type.Array(schema, { maxItems: 10_000 }));
const Location = some(open({ id: Text }));

/** What is read of an EPCIS 2.0 event, of whichever type. */
const EpcisEvent = open({
  type: Text,
  eventID: some(Text),
  eventTime: Text,
  action: some(Text),
  bizStep: some(Text),
  disposition: some(Text),
  epcList: list(Text),
  parentID: some(Text),
  readPoint: Location,
  bizLocation: Location,
  bizTransactionList: list(open({ type: some(Text), bizTransaction: Text })),
  sourceList: list(open({ type: some(Text), source: Text })),
  errorDeclaration: some(open({ declarationTime: Text, reason: some(Text) })),
});
export type EpcisEvent = Static<typeof EpcisEvent>;

const check = compileSchema(EpcisEvent, 'document_schema');

/** The event, or why it is none, each with its place (RFC 6901). */
export function readEvent(
  value: unknown,
): { readonly event: EpcisEvent } | { readonly findings: readonly string[] } {
  const defects = check(value);
  if (defects.length === 0) return { event: value as EpcisEvent };
  return {
    findings: defects.map(({ pointer = '', reason }) => (pointer === '' ? reason : `${pointer}: ${reason}`)),
  };
}
