import type { Command } from 'commander';
import { signFounding } from '../../../../sdk/client/index.js';
import { CliFailure, usage } from '../../../frame/failure.js';
import { signerIn } from '../../../frame/key-file.js';
import { writeNew } from '../../../frame/new-file.js';
import { note, result } from '../../../frame/output.js';
import { canAsk, confirm } from '../../../frame/prompt.js';
import { documentText, readSound, warningText } from './document.js';

interface Options {
  readonly adminKey: string;
  readonly out?: string;
  readonly yes?: boolean;
}

export function sign(program: Command): void {
  program
    .command('sign')
    .description("show what a consortium document decides, and sign an organisation's approval of it")
    .argument('<file>', 'the consortium document')
    .requiredOption('--admin-key <file>', 'the admin key that the document names for your organisation')
    .option('--out <file>', 'where the approval goes; <organisation>.approval.jws if left out')
    .option('--yes', 'sign without a question')
    .action(signFile);
}

async function signFile(file: string, options: Options, command: Command): Promise<void> {
  // Nobody has read what would be signed for the whole organisation.
  if (options.yes !== true && !canAsk())
    throw usage('nobody can be asked here: add --yes to sign without a question');
  const { genesis, warnings } = await readSound(file);
  const { document, ledger } = genesis;
  const signer = await signerIn(options.adminKey);
  const owner = document.organisations.find((one) => one.adminKey.kid === signer.kid);
  if (owner === undefined) {
    throw new CliFailure(`${signer.kid} is the admin key of no organisation in ${file}`, {
      code: 'key_unknown',
      details: document.organisations.map(({ adminKey, id }) => `${id} has ${adminKey.kid}`),
    });
  }
  note([documentText(file, genesis), ...warningText(warnings), ''].join('\n'));
  if (options.yes !== true && !(await confirm(`Approve it for ${owner.id}?`)))
    throw new CliFailure('not approved', { code: 'declined' });
  const out = options.out ?? `${owner.id}.approval.jws`;
  const jws = await signFounding(ledger, { as: owner.id, signer });
  await writeNew(out, `${jws}\n`);
  result(
    command,
    { ledger, org: owner.id, file: out },
    () => `${out} is the approval of ${owner.id}. It holds no secret.`,
  );
}
