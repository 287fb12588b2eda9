import type { Command } from 'commander';
import type { Organisation } from '../../../../../chaincode/domain/consortium/document.js';
import { checkPart, isPart } from '../../../../founding/check.js';
import { misfitKeys } from '../../../../founding/gateway-keys.js';
import { readCommented } from '../../../frame/commented-json.js';
import { CliFailure } from '../../../frame/failure.js';
import { result } from '../../../frame/output.js';
import { plainLines } from '../../../frame/plain.js';
import { documentText, mistaken, soundDocument, warningText } from './document.js';

interface Options {
  readonly keys?: string;
}

export function check(program: Command): void {
  program
    .command('check')
    .description('say what is wrong with a consortium document or with a part of one, and what it decides')
    .argument('<file>', 'the document, or the part of an organisation')
    .option('--keys <dir>', 'also check that the keys in <dir>/<organisation> are those that it names')
    .action(checkFile);
}

async function checkFile(file: string, { keys }: Options, command: Command): Promise<void> {
  const { at, value } = await readCommented(file);
  if (isPart(value)) {
    const mistakes = checkPart(value);
    if (mistakes.length > 0) throw mistaken(`${file} cannot stand in a consortium document`, mistakes, at);
    const organisation = value as unknown as Organisation;
    await assertKeys([organisation], keys);
    result(command, { organisation }, () => partText(file, organisation));
    return;
  }
  const { genesis, warnings } = soundDocument(file, value, at);
  const { document, ledger } = genesis;
  await assertKeys(document.organisations, keys);
  const { k, organisations } = document;
  result(command, { ledger, k, organisations: organisations.map(({ id }) => id), warnings }, () =>
    [documentText(file, genesis), ...warningText(warnings)].join('\n'),
  );
}

async function assertKeys(organisations: readonly Organisation[], keyDir: string | undefined): Promise<void> {
  if (keyDir === undefined) return;
  const files = await Promise.all(organisations.map((one) => misfitKeys(one, keyDir)));
  const misfits = files.flat();
  if (misfits.length === 0) return;
  throw new CliFailure('these key files hold other keys than the document names', {
    code: 'key_mismatch',
    details: misfits,
  });
}

function partText(
  file: string,
  { adminKey, cosignerKey, id, logKey, mspId, name, roles, signKey, url }: Organisation,
): string {
  return plainLines([
    `${file} is the part of ${id}: ${name}, ${mspId}, ${url}`,
    `  alone it may register: ${roles.join(', ') || 'nobody'}`,
    `  administrator's key ${adminKey.kid}`,
    `  gateway's keys      ${signKey.kid}`,
    `                      ${logKey} (log)`,
    `                      ${cosignerKey} (cosigner)`,
    '',
    'Have its administrator read the first of these keys to you over the phone.',
  ]);
}
