import type { Command } from 'commander';
import type { TSchema } from 'typebox';
import { parseDocument, type JsonObject } from '../../../../chaincode/domain/canonical.js';
import { Refusal } from '../../../../chaincode/domain/errors.js';
import { Action } from '../../../../chaincode/domain/consortium/action.js';
import { compileSchema } from '../../../../chaincode/domain/schema-check.js';
import { CliFailure, usage } from '../../frame/failure.js';
import { readGiven } from '../../frame/given-file.js';
import {
  addGoverning,
  administrator,
  proposalText,
  proposeAction,
  type GoverningOptions,
} from '../../frame/governing.js';
import { result } from '../../frame/output.js';

/** A consortium's organisations and authority nest deeper than records do. */
const documentDepthMax = 16;

interface Options extends GoverningOptions {
  readonly action?: string;
}

async function readAction(file: string | undefined, given: string | undefined): Promise<Action> {
  if ((file === undefined) === (given === undefined))
    throw usage('give the action as FILE or as --action JSON');
  const text = given ?? (await readGiven(file ?? '')).toString('utf8');
  try {
    return assertAction(parseDocument(text, documentDepthMax));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const details = error.defects.map(({ pointer = '', reason }) => `${pointer} ${reason}`.trim());
    throw new CliFailure('the action is not one that can be proposed', {
      code: error.code,
      details,
      cause: error,
    });
  }
}

type ActionSchema = TSchema & { readonly properties: { readonly type: { readonly const: string } } };
const actionSchemas = (Action as unknown as { readonly anyOf: readonly ActionSchema[] }).anyOf;

/** Checks against the one schema of the action's type: against all of them, every mistake would be told ten times. */
function assertAction(action: JsonObject): Action {
  const types = actionSchemas.map(({ properties }) => properties.type.const);
  const schema = actionSchemas.find(({ properties }) => properties.type.const === action['type']);
  if (!schema) {
    throw new Refusal({
      code: 'document_schema',
      reason: `not one of ${types.join(', ')}`,
      pointer: '/type',
    });
  }
  const [first, ...rest] = compileSchema(schema, 'document_schema')(action);
  if (first) throw new Refusal([first, ...rest]);
  return action as unknown as Action;
}

export function propose(program: Command): void {
  const command = program
    .command('propose')
    .description('propose a change of participants, keys, policies or organisations')
    .argument(
      '[file]',
      'JSON of the action, e.g. {"type":"participant.status","id":"...","status":"suspended"}',
    )
    .option('--action <json>', 'the action itself');
  addGoverning(command).action(async (file: string | undefined, options: Options, self: Command) => {
    const action = await readAction(file, options.action);
    const view = await proposeAction(await administrator(self, options), action);
    result(self, view, () => proposalText(view));
  });
}
