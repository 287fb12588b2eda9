import { createRequire } from 'node:module';
import ts from 'typescript';

const { resolve } = createRequire(import.meta.url);

/**
 * What a published entry gives its users, as text: every exported name with its declaration, comments left out, sorted
 * by name. `entry` is a name such as `seller-trust-ledger/client`.
 */
export function surfaceOf(entry: string): string {
  const file = resolve(entry).replace(/\.js$/, '.d.ts');
  const program = ts.createProgram([file], { module: ts.ModuleKind.NodeNext, skipLibCheck: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${entry} is no module`);
  const printer = ts.createPrinter({ removeComments: true });
  return checker
    .getExportsOfModule(module)
    .map((symbol) => {
      const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const declarations = (meant.declarations ?? []).map((declaration) =>
        printer.printNode(ts.EmitHint.Unspecified, declaration, declaration.getSourceFile()),
      );
      return { name: symbol.name, text: declarations.join('\n') };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, text }) => `// ${name}\n${text}\n`)
    .join('\n');
}
