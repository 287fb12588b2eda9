import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';

const page = 'docs/observability.md';
const levels = ['debug', 'info', 'warn', 'error', 'fatal'];

const isText = (node: ts.Node | undefined): node is ts.StringLiteral =>
  node !== undefined && ts.isStringLiteral(node);

/** Texts of an argument: of both branches, where it is chosen. */
function textsOf(node: ts.Node | undefined): string[] {
  if (isText(node)) return [node.text];
  return node !== undefined && ts.isConditionalExpression(node)
    ? [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)]
    : [];
}

/** What a piece of the program writes to the log: by `log.warn({...}, 'text')`; in the log of states, as a level with its text. */
function messagesIn(node: ts.Node, isStateLog: boolean): string[] {
  const found: string[] = [];
  if (ts.isCallExpression(node)) {
    const { expression, arguments: given } = node;
    const isLog =
      (ts.isPropertyAccessExpression(expression) && levels.includes(expression.name.text)) ||
      ts.isElementAccessExpression(expression);
    if (isLog && /\blog$/.test(expression.expression.getText())) found.push(...textsOf(given.at(-1)));
    const [level] = given;
    if (isStateLog && expression.getText() === 'say' && isText(level)) found.push(...textsOf(given[1]));
  }
  if (isStateLog && ts.isArrayLiteralExpression(node) && node.elements.length === 2) {
    const [level, text] = node.elements;
    if (isText(level) && isText(text) && levels.includes(level.text)) found.push(text.text);
  }
  node.forEachChild((child) => void found.push(...messagesIn(child, isStateLog)));
  return found;
}

describe(`${page}, of the log and of stl doctor`, () => {
  it('says what every line of the log means, and of no other', () => {
    const written = new Set([
      'ready for reads',
      'ready for writes',
      'not ready for reads',
      'not ready for writes',
    ]);
    for (const name of readdirSync('gateway', { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const path = join('gateway', name);
      const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
      for (const text of messagesIn(source, name === 'start/state-log.ts')) written.add(text);
    }
    const [, section = ''] = /^## Logs$([\s\S]*?)^## /m.exec(readFileSync(page, 'utf8')) ?? [];
    const rows = [...section.matchAll(/^\| (`.+?`) +\|/gm)].map(([, cell = '']) => cell);
    const documented = rows
      .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text))
      .filter((text) => text !== 'msg');
    expect(documented.sort()).to.deep.equal([...written].sort());
  });

  it('names every check of stl doctor, and no other', () => {
    const checks = new Set<string>();
    for (const name of readdirSync('gateway/doctor')) {
      const text = readFileSync(join('gateway/doctor', name), 'utf8');
      for (const [, check = ''] of text.matchAll(/\b(?:ok|warn|fail|daysLeft|clockFinding)\(\s*'([a-z-]+)'/g))
        checks.add(check);
    }
    const [, section = ''] = /^## stl doctor$([\s\S]*)/m.exec(readFileSync(page, 'utf8')) ?? [];
    const named = [...section.matchAll(/^\| (`.+?) +\|/gm)].map(([, cell = '']) => cell).join(' ');
    for (const check of checks) expect(named).to.include(`\`${check}\``);
  });
});
