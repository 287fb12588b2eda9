import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Action } from '../../../chaincode/domain/governance/types.js';
import { CliFailure, usage } from '../failure.js';
import {
  addGoverning,
  governingClient,
  proposalText,
  proposeAction,
  type GoverningOptions,
} from '../governing.js';
import { result } from '../output.js';

interface Options extends GoverningOptions {
  readonly action?: string;
}

async function readAction(file: string | undefined, given: string | undefined): Promise<Action> {
  if ((file === undefined) === (given === undefined))
    throw usage('give the action as FILE or as --action JSON');
  const text =
    given ??
    (await readFile(file ?? '', 'utf8').catch((cause: unknown) => {
      throw new CliFailure(`cannot read ${file ?? ''}`, { cause });
    }));
  try {
    return JSON.parse(text) as Action;
  } catch (cause) {
    throw new CliFailure('the action is not JSON', { code: 'document_schema', cause });
  }
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
    const view = await proposeAction(await governingClient(self, options), action);
    result(self, view, () => proposalText(view));
  });
}
