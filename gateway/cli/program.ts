import { Command, CommanderError } from 'commander';
import { programVersion } from '../data-dir/program-version.js';
import { commandGroups } from './command-table.js';
import { addGlobals } from './frame/command.js';

/** Which commands have their arguments and options. The others have a name and a description. */
export type Whole = 'every command' | { readonly calledBy: readonly string[] };

/**
 * The command line. Each call makes a new one, that parses once. `calledBy`: the arguments that it will parse. Only the
 * command that they call is loaded: all of them take longer to load than most take to run.
 * `forPrograms`: it prints nothing of its own about wrong use, which it throws as CommanderError in any case.
 */
export async function stlProgram(whole: Whole, forPrograms = false): Promise<Command> {
  const program = new Command('stl')
    .description('Seller Trust Ledger: signed facts about sellers, and scores anyone can recompute')
    .version(programVersion(), '--version', 'print the version of this program')
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();
  if (forPrograms) program.configureOutput({ writeErr: () => undefined });
  addGlobals(program);
  const called = whole === 'every command' ? undefined : calledCommand(whole.calledBy);
  for (const [heading, rows] of Object.entries(commandGroups)) {
    program.commandsGroup(`${heading}:`);
    for (const { name, description, load } of rows) {
      if (whole === 'every command' || name === called) (await load())(program);
      else program.command(name).description(description);
    }
  }
  return program;
}

/** The word that names a command, found as commander finds it: `--url URL score` and `help score` call `score`. */
function calledCommand(args: readonly string[]): string | undefined {
  const globalsAlone = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  addGlobals(globalsAlone);
  try {
    const [first, second] = globalsAlone.parseOptions([...args]).operands;
    return first === 'help' ? second : first;
  } catch (error) {
    // `--url` without its value: the real program says so.
    if (error instanceof CommanderError) return undefined;
    throw error;
  }
}
