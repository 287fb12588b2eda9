import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Command } from 'commander';
import { recordKinds } from '../../chaincode/domain/records/index.js';
import { columnsOf } from '../../gateway/cli/forms/columns.js';
import { stlProgram } from '../../gateway/cli/program.js';

const page = 'docs/cli.md';

/** Commands that do something, by their words: `import orders`, `propose`. All of `attest` is described as one. */
function leaves(command: Command, words: readonly string[] = []): Map<string, Command> {
  const inner = command.commands.filter((sub) => sub.name() !== 'help');
  const [first] = inner;
  if (first === undefined) return new Map([[words.join(' '), command]]);
  if (command.name() === 'attest') return new Map([['attest', first]]);
  const own = command.registeredArguments.length > 0 ? [[words.join(' '), command] as const] : [];
  return new Map([...own, ...inner.flatMap((sub) => [...leaves(sub, [...words, sub.name()])])]);
}

const flagsIn = (text: string): string[] =>
  [...text.matchAll(/^\| `(--[^`]+)`/gm)].map(([, flags = '']) => flags.replaceAll('\\|', '|'));

const flagsOf = (command: Command): string[] => command.options.map(({ flags }) => flags);

/** An option per column is not described one by one. */
const ofColumns = new Set(recordKinds.flatMap((kind) => columnsOf(kind).map(({ option }) => `--${option}`)));

describe(page, () => {
  let program: Command;
  let commands: Map<string, Command>;
  const sections = new Map<string, string>();
  let content = '';
  before(async () => {
    program = await stlProgram('every command');
    commands = leaves(program);
    content = await readFile(page, 'utf8');
    for (const [, heading = '', body = ''] of content.matchAll(
      /^### `stl ([^`]+)`\n([\s\S]*?)(?=^#|(?![\s\S]))/gm,
    ))
      sections.set(heading, body);
  });

  it('has a section for every command, with its arguments, and for no other', () => {
    const usages = [...commands].map(([words, command]) =>
      words === 'attest'
        ? 'attest <kind>'
        : [words, command.usage().replace('[options]', '').replace('[command]', '').trim()]
            .filter((part) => part !== '')
            .join(' '),
    );
    expect([...sections.keys()]).to.have.members(usages);
  });

  it('describes every option of every command, and no other', () => {
    for (const [words, command] of commands) {
      const [, body = ''] =
        [...sections].find(([heading]) => heading.replace(/( [<[].*)?$/, '') === words) ?? [];
      const own = flagsOf(command).filter(
        (flags) => words !== 'attest' || !ofColumns.has(flags.split(' ')[0] ?? ''),
      );
      expect(flagsIn(body), words).to.have.members(own);
      expect(own.length > 0 || body.includes('No options.'), words).to.equal(true);
    }
  });

  it('describes the options that every command takes', () => {
    expect(flagsIn(content.slice(0, content.indexOf('### ')))).to.have.members(flagsOf(program));
  });

  it('names every kind that can be attested', () => {
    const body = sections.get('attest <kind>') ?? '';
    for (const kind of recordKinds) expect(body).to.include(`\`${kind}\``);
  });
});
