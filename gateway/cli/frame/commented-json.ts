import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { parseDocument, type JsonObject } from '../../../chaincode/domain/canonical.js';
import { Refusal } from '../../../chaincode/domain/errors.js';
import { CliFailure } from './failure.js';
import { readGiven } from './given-file.js';

/** A JSON object that a person has written, with comments and trailing commas as they like. */
export interface CommentedJson {
  /** Without its outermost `$schema`, which is for editors. */
  readonly value: JsonObject;
  /** `FILE:line:column` of what an RFC 6901 pointer names, or of the nearest around it that is there. */
  readonly at: (pointer: string) => string;
}

/** Documents nest deeper than records do. */
const depthMax = 16;
/** As much as the ledger takes. */
const charactersMax = 1024 * 1024;
/** What holds more bytes holds more characters, whichever they are. */
const bytesMax = 3 * charactersMax;

/** Throws CliFailure that names every mistake with its place. */
export async function readCommented(path: string): Promise<CommentedJson> {
  return parseCommented((await readGiven(path, bytesMax)).toString('utf8'), path);
}

/** What is wrong in such an object. `pointer`: RFC 6901. */
interface Mistake {
  readonly pointer?: string | undefined;
  readonly reason: string;
}

/** One line each, with its place. */
export const mistakeLines = (at: CommentedJson['at'], mistakes: readonly Mistake[]): readonly string[] =>
  mistakes.map(({ pointer = '', reason }) =>
    [at(pointer), pointer, reason].filter((part) => part !== '').join(' '),
  );

/** A map of a schema of its own; `what`: `a map of events`. Throws CliFailure that names every mistake with its place. */
export async function readMapOf<T>(
  path: string,
  check: (value: unknown) => readonly Mistake[],
  what: string,
): Promise<T> {
  const { at, value } = await readCommented(path);
  const mistakes = check(value);
  if (mistakes.length === 0) return value as T;
  throw new CliFailure(`${path} is not ${what}`, {
    code: 'map_malformed',
    details: mistakeLines(at, mistakes),
  });
}

/** `name`: what the text is called where it is wrong. Throws CliFailure. */
export function parseCommented(text: string, name: string): CommentedJson {
  if (text.length > charactersMax) throw malformed(name, ['it is over 1 Mi characters']);
  const place = (offset: number): string => `${name}:${placeIn(text, offset)}`;
  const errors: ParseError[] = [];
  const root = parsed(text, errors, name);
  const faults = errors.map(({ error, offset }) => `${place(offset)} ${inWords(printParseErrorCode(error))}`);
  if (root === undefined || faults.length > 0)
    throw malformed(name, faults.length > 0 ? faults : ['it is empty']);
  const repeated = repeatedNames(root).map((node) => `${place(node.offset)} this member is there twice`);
  if (repeated.length > 0) throw malformed(name, repeated);
  const at = (pointer: string): string => place(nodeAt(root, pointer).offset);
  const members = Object.entries(strict(root, name, at)).filter(([member]) => member !== '$schema');
  return { value: Object.fromEntries(members), at };
}

const malformed = (name: string, details: readonly string[]): CliFailure =>
  new CliFailure(`${name} is not JSON that can be read`, { code: 'document_schema', details });

function parsed(text: string, errors: ParseError[], name: string): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true });
  } catch (error) {
    // It calls itself for each level.
    if (error instanceof RangeError) throw malformed(name, ['it is nested too deeply']);
    throw error;
  }
}

/** `CommaExpected` is `comma expected`. */
const inWords = (code: string): string => code.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();

function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

const childrenOf = ({ children = [] }: Node): readonly Node[] => children;

/** Readers differ in which of two members of one name counts. */
function repeatedNames(node: Node): Node[] {
  const names = new Set<unknown>();
  const own = childrenOf(node).filter((child) => {
    if (child.type !== 'property') return false;
    const name: unknown = childrenOf(child)[0]?.value;
    if (names.has(name)) return true;
    names.add(name);
    return false;
  });
  return [...own, ...childrenOf(node).flatMap(repeatedNames)];
}

/** The same as JSON text, so that it is read by the rules that hold for every document. */
function strict(root: Node, name: string, at: CommentedJson['at']): JsonObject {
  try {
    return parseDocument(textOf(root), depthMax);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw malformed(
      name,
      error.defects.map(({ pointer = '', reason }) => `${at(pointer)} ${reason}`),
    );
  }
}

function textOf(node: Node): string {
  const inner = childrenOf(node).map(textOf);
  if (node.type === 'object') return `{${inner.join(',')}}`;
  if (node.type === 'array') return `[${inner.join(',')}]`;
  return node.type === 'property' ? inner.join(':') : JSON.stringify(node.value);
}

function nodeAt(root: Node, pointer: string): Node {
  let found = root;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const next = findNodeAtLocation(found, [found.type === 'array' ? Number(name) : name]);
    if (next === undefined) return found;
    found = next;
  }
  return found;
}
