import type { TSchema } from 'typebox';
import type { JsonObject } from '../../../../../chaincode/domain/canonical.js';
import { Action } from '../../../../../chaincode/domain/consortium/action.js';
import { compileSchema } from '../../../../../chaincode/domain/schema-check.js';
import type { Described } from '../../../frame/write-commented.js';

type ActionSchema = TSchema & { readonly properties: { readonly type: { readonly const: string } } };
const schemas = (Action as unknown as { readonly anyOf: readonly ActionSchema[] }).anyOf;

export const actionTypes: readonly string[] = schemas.map(({ properties }) => properties.type.const);

const schemaOf = (type: unknown): ActionSchema | undefined =>
  schemas.find(({ properties }) => properties.type.const === type);

/** What an action's members are for. Throws TypeError where there is no such action. */
export function describedAction(type: string): Described {
  const schema = schemaOf(type);
  if (schema === undefined) throw new TypeError(`no action ${type}`);
  return schema as unknown as Described;
}

interface Misfit {
  readonly pointer?: string;
  readonly reason: string;
}

/** Why a value is no action: against the one schema of its type, for against all of them every mistake would be told ten times. */
export function actionMisfits(value: JsonObject): readonly Misfit[] {
  const schema = schemaOf(value['type']);
  if (schema === undefined) return [{ pointer: '/type', reason: `not one of ${actionTypes.join(', ')}` }];
  return compileSchema(schema, 'document_schema')(value);
}
