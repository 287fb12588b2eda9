import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { canonicalText } from '../../../../../chaincode/domain/canonical.js';
import { roles, type Role } from '../../../../../chaincode/domain/consortium/participant.js';
import { assemble } from '../../../../founding/assemble.js';
import { checkPart } from '../../../../founding/check.js';
import { draftPart, type Self } from '../../../../founding/part.js';
import { readCommented } from '../../../frame/commented-json.js';
import { usage } from '../../../frame/failure.js';
import { writeNew } from '../../../frame/new-file.js';
import { result } from '../../../frame/output.js';
import { documentText, mistaken, soundDocument, warningText } from './document.js';
import { termsTemplate } from './terms-template.js';

interface Options {
  readonly org?: string;
  readonly name?: string;
  readonly msp?: string;
  readonly roles?: Role[];
  readonly keys?: string;
  readonly adminKey?: string;
  readonly parts?: readonly string[];
  readonly terms?: string;
  readonly template?: boolean;
  readonly out?: string;
}

export function draft(program: Command): void {
  program
    .command('draft')
    .description("write an organisation's part of a consortium document, or put the parts together")
    .option('--org <id>', "writes your organisation's part: its id, such as acme")
    .option('--name <name>', 'what people call it')
    .option('--msp <id>', 'the id of its Fabric MSP; on the embedded ledger any name of that form')
    .addOption(new Option('--roles <role...>', 'whose participants it may register alone').choices(roles))
    .option('--keys <dir>', "its gateway's keys, in <dir>/<id>; those that are missing are made")
    .option('--admin-key <file>', "its administrator's key or the public part; made if it is missing")
    .option('--parts <file...>', 'puts these parts together to a consortium document')
    .option('--terms <file>', 'with --parts: what differs from the standard, as edited from --template')
    .option('--template', 'writes the standard terms with comments, to edit')
    .option('--out <file>', 'a new file: <id>.part.json, consortium.json or terms.jsonc if left out')
    .action(async (options: Options, command: Command) => {
      const { org, parts, template } = options;
      if ([org, parts, template].filter((one) => one !== undefined).length !== 1)
        throw usage('say what to draft: --org ID, --parts FILE... or --template');
      if (org !== undefined) await draftOwn(org, options, command);
      else if (parts !== undefined) await putTogether(parts, options, command);
      else await writeTemplate(options, command);
    });
}

const optionOf = (pointer: string): string =>
  ({ '/id': '--org', '/mspId': '--msp', '/name': '--name', '/roles': '--roles', '/url': '--url' })[pointer] ??
  '';

async function draftOwn(id: string, options: Options, command: Command): Promise<void> {
  const { adminKey, keys, msp, name, out = `${id}.part.json`, roles: own } = options;
  const { url } = command.optsWithGlobals<{ readonly url: string }>();
  const isGiven = command.parent?.parent?.getOptionValueSource('url') === 'cli';
  if (name === undefined || msp === undefined || own === undefined || !isGiven) {
    throw usage(
      '--org also takes --name NAME, --msp ID, --roles ROLE... and --url, the address of its gateway',
    );
  }
  if (keys === undefined || adminKey === undefined) {
    throw usage(
      '--org also takes --keys DIR for the keys of its gateway, and --admin-key FILE for the key of its administrator, ' +
        'which has no business on a gateway',
    );
  }
  const self: Self = { id, mspId: msp, name, roles: own, url };
  // Before any key is made: without keys, only what is wrong with them is left to say.
  const mistakes = checkPart({ ...self }).filter(({ pointer }) => !/Key(\/|$)/.test(pointer));
  if (mistakes.length > 0) throw mistaken(`this cannot be the part of ${id}`, mistakes, optionOf);
  const { made, organisation } = await draftPart(self, { keyDir: keys, adminKey });
  await writeNew(out, `${JSON.stringify(organisation, null, 2)}\n`);
  result(command, { file: out, organisation, made }, () =>
    [
      ...made.map((path) => `${path} is a new private key. Keep it secret and keep a copy.`),
      `${out} is the part of ${id}. It holds no secret: send it to whoever puts the parts together.`,
      "Read your administrator's key to them over the phone, so that nobody swaps it on its way:",
      '',
      `  ${organisation.adminKey.kid}`,
    ].join('\n'),
  );
}

async function putTogether(
  files: readonly string[],
  { out = 'consortium.json', terms: termsFile }: Options,
  command: Command,
): Promise<void> {
  const parts = await Promise.all(files.map(readCommented));
  const terms = termsFile === undefined ? undefined : await readCommented(termsFile);
  const value = assemble(
    parts.map((part) => part.value),
    terms?.value ?? {},
  );
  const at = (pointer: string): string => {
    const [, index, inner] = /^\/organisations\/(\d+)(.*)$/.exec(pointer) ?? [];
    const part = index === undefined ? undefined : parts[Number(index)];
    return part?.at(inner ?? '') ?? terms?.at(pointer) ?? '';
  };
  const { genesis, warnings } = soundDocument(out, value, at);
  await writeNew(out, laidOut(genesis.document));
  result(command, { file: out, ledger: genesis.ledger, warnings }, () =>
    [
      documentText(out, genesis),
      ...warningText(warnings),
      '',
      `Send ${out} to all of them. Each checks it and signs: stl consortium sign ${out} --admin-key FILE`,
    ].join('\n'),
  );
}

/** In the order of its RFC 8785 bytes, and in lines: people read it before they sign. */
const laidOut = (document: object): string =>
  `${JSON.stringify(JSON.parse(canonicalText(document)), null, 2)}\n`;

async function writeTemplate({ out = 'terms.jsonc' }: Options, command: Command): Promise<void> {
  const schemaFile = `${out.replace(/\.jsonc?$/, '')}.schema.json`;
  const { schema, terms } = termsTemplate(basename(schemaFile));
  await writeNew(out, terms);
  await writeNew(schemaFile, schema);
  result(command, { file: out, schema: schemaFile }, () =>
    [
      `${out} holds the standard terms with comments. Edit it: editors show what may stand where, by ${schemaFile}.`,
      '',
      `Then: stl consortium draft --parts PART... --terms ${out}`,
    ].join('\n'),
  );
}
