import type { Command } from 'commander';
import type { Action } from '../../../../../chaincode/domain/consortium/action.js';
import { mistakeLines, parseCommented, readCommented } from '../../../frame/commented-json.js';
import { CliFailure, usage } from '../../../frame/failure.js';
import {
  addGoverning,
  administrator,
  proposalText,
  proposeAction,
  type GoverningOptions,
} from '../../../frame/governing.js';
import { note, result } from '../../../frame/output.js';
import { plainLines } from '../../../frame/plain.js';
import { canAsk, confirm } from '../../../frame/prompt.js';
import { changeText } from '../action-text.js';
import { inForceBefore } from '../in-force.js';
import { actionMisfits } from './action-schema.js';
import { draft } from './draft.js';

interface Options extends GoverningOptions {
  readonly action?: string;
  readonly yes?: boolean;
}

export function propose(program: Command): void {
  const command = program
    .command('propose')
    .description('propose a change of participants, keys, policies or organisations')
    .argument('[file]', 'the action, as "stl propose draft" writes it')
    .option('--action <json>', 'the action itself')
    .option('--yes', 'sign without a question');
  addGoverning(command).action(proposeFile);
  draft(command);
}

async function proposeFile(file: string | undefined, options: Options, command: Command): Promise<void> {
  // Nobody has read what would be signed for the whole organisation.
  if (options.yes !== true && !canAsk())
    throw usage('nobody can be asked here: add --yes to sign without a question');
  const action = await readAction(file, options.action);
  const admin = await administrator(command, options);
  const changes = changeText(action, await inForceBefore(admin.client, action));
  note(`${plainLines(changes)}\n`);
  if (options.yes !== true && !(await confirm(`Propose it for ${admin.org}?`)))
    throw new CliFailure('not proposed', { code: 'declined' });
  const view = await proposeAction(admin, action);
  result(command, view, () => proposalText(view));
}

async function readAction(file: string | undefined, given: string | undefined): Promise<Action> {
  if ((file === undefined) === (given === undefined))
    throw usage('give the action as FILE or as --action JSON');
  const { at, value } =
    given === undefined ? await readCommented(file ?? '') : parseCommented(given, '--action');
  const details = mistakeLines(at, actionMisfits(value));
  if (details.length === 0) return value as unknown as Action;
  throw new CliFailure('the action is not one that can be proposed', { code: 'document_schema', details });
}
