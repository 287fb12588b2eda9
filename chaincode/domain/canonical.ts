import canonicalize from 'canonicalize';
import { utf8 } from './bytes.js';
import { Refusal } from './errors.js';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Greatest nesting of objects and arrays; the outermost object is level 1. */
export const maxDepth = 8;

/** RFC 8785 text of a JSON value. Throws Error for lone surrogates, NaN, infinities and cycles. */
export function canonicalText(value: unknown): string {
  const out = canonicalize(value);
  if (out === undefined) throw new TypeError('not a JSON value');
  return out;
}

/** RFC 8785 bytes of a JSON value. Throws as `canonicalText` does. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalText(value));
}

interface Fault {
  reason: string;
  /** RFC 6901; grows from the inside out while the walk returns. */
  pointer: string;
}

// Assigning these names, as careless readers of a fact might, changes an object's behaviour instead of its data.
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype']);

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Finds what no document may hold. Sets `walk.sorted` to false where names are not in UTF-16 order. */
function findFault(value: unknown, levels: number, walk: { sorted: boolean }): Fault | undefined {
  if (typeof value === 'number') {
    // Floats and integers beyond 2^53 - 1 are not the same number in every language.
    return Number.isSafeInteger(value) ? undefined : { reason: 'number is not a safe integer', pointer: '' };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (levels === 0) return { reason: 'nested too deeply', pointer: '' };
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const fault = findFault(value[i], levels - 1, walk);
      if (fault) return { reason: fault.reason, pointer: `/${i}${fault.pointer}` };
    }
    return undefined;
  }
  let previous: string | undefined;
  for (const name in value) {
    if (forbiddenNames.has(name)) return { reason: 'forbidden member name', pointer: '' };
    if (previous !== undefined && name < previous) walk.sorted = false;
    previous = name;
    const fault = findFault((value as Record<string, unknown>)[name], levels - 1, walk);
    if (fault) return { reason: fault.reason, pointer: `/${escapePointer(name)}${fault.pointer}` };
  }
  return undefined;
}

const notCanonical = (reason: string, pointer = ''): Refusal =>
  new Refusal({ code: 'line_not_canonical', reason, pointer });

function parseObject(text: string, depth: number): { value: JsonObject; sorted: boolean } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notCanonical('not JSON'); // the parser's own message would echo the input
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw notCanonical('not a JSON object');

  const walk = { sorted: true };
  const fault = findFault(value, depth, walk);
  if (fault) throw notCanonical(fault.reason, fault.pointer);
  return { value: value as JsonObject, sorted: walk.sorted };
}

/** True where `text` is the RFC 8785 form of `value`, compared directly. */
function isCanonical(value: JsonObject, text: string): boolean {
  try {
    return canonicalize(value) === text;
  } catch {
    return false; // a lone surrogate, which has no UTF-8 form
  }
}

/**
 * Parses one line that must be the RFC 8785 form of a JSON object. That one rule refuses duplicate names,
 * white space, other spellings of numbers and strings, and lone surrogates. Also refused: names that poison
 * prototypes, numbers other than safe integers, and nesting over `depth`. Throws Refusal `line_not_canonical`.
 */
export function parseCanonicalLine(line: string, depth = maxDepth): JsonObject {
  const { value, sorted } = parseObject(line, depth);
  // With its names sorted, an object's JSON.stringify is its RFC 8785 form, but for escaped lone surrogates.
  // Integer-like names are enumerated in numeric order, so these, too, take the general way.
  const quick = sorted && !line.includes('\\u') && JSON.stringify(value) === line;
  if (!quick && !isCanonical(value, line)) throw notCanonical('not in canonical form (RFC 8785)');
  return value;
}

/**
 * Parses a document that a person may have laid out freely: any JSON text of an object within the limits of
 * `parseCanonicalLine`. What counts afterwards is `canonicalBytes` of the value. Throws Refusal `document_schema`.
 */
export function parseDocument(text: string, depth: number): JsonObject {
  try {
    const { value } = parseObject(text, depth);
    canonicalize(value);
    return value;
  } catch (cause) {
    const known = cause instanceof Refusal ? cause.defects[0] : undefined;
    const reason = known?.reason ?? 'text is not well-formed Unicode';
    throw new Refusal({ code: 'document_schema', reason, pointer: known?.pointer ?? '' }, { cause });
  }
}
