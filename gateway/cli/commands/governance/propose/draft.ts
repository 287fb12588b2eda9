import { Argument, type Command } from 'commander';
import { createClient } from '../../../../sdk/client/index.js';
import { globals } from '../../../frame/command.js';
import { writeNew } from '../../../frame/new-file.js';
import { result } from '../../../frame/output.js';
import { writeCommented } from '../../../frame/write-commented.js';
import { actionTypes, describedAction } from './action-schema.js';
import { draftOf, type DraftOptions } from './drafts.js';

interface Options extends DraftOptions {
  readonly out?: string;
}

export function draft(parent: Command): void {
  parent
    .command('draft')
    .description('write an action to edit and propose, filled with what is in force')
    .addArgument(new Argument('<action>', 'what is to change').choices(actionTypes))
    .argument('[subject]', 'the participant or, for policy.publish, the policy: score if left out')
    .option('--public-key <file>', 'for key.register and participant.register: the new key')
    .option('--add <part...>', 'for organisations.set: parts of organisations, as they wrote them')
    .option('--remove <org...>', 'for organisations.set: organisations that leave')
    .option('--out <file>', 'a new file; standard output if left out')
    .action(writeDraft);
}

async function writeDraft(
  type: string,
  subject: string | undefined,
  { out, ...options }: Options,
  command: Command,
): Promise<void> {
  const { url } = globals(command);
  const { notes, value } = await draftOf(type, subject, options, createClient({ url }));
  const schema = describedAction(type);
  const heading = [
    schema.description ?? type,
    `What is in force at ${url}. Where null stands, something is to be filled in.`,
    'Then: stl propose THIS-FILE',
  ];
  const text = writeCommented(value, schema, { heading, notes });
  if (out === undefined) {
    result(command, value, () => text.trimEnd());
    return;
  }
  await writeNew(out, text);
  result(
    command,
    { file: out, action: value },
    () => `${out} is the draft. Edit it, then: stl propose ${out}`,
  );
}
