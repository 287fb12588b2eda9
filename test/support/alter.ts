type Node = Record<string, unknown>;

export interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Every value of a JSON document that holds no others. */
export function leavesOf(node: unknown, path: readonly string[] = []): Leaf[] {
  if (typeof node !== 'object' || node === null) return [{ path, value: node }];
  return Object.entries(node).flatMap(([key, value]) => leavesOf(value, [...path, key]));
}

/** Another value of the same type; null becomes a number. */
function otherValue(value: unknown, how: number): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1 + (how % 3);
  if (typeof value !== 'string') return how;
  const at = how % (value.length + 1);
  return `${value.slice(0, at)}${value[at] === 'A' ? 'B' : 'A'}${value.slice(at + (how % 2))}`;
}

/** The document with another value at one leaf. */
export function altered<T>(document: T, { path, value }: Leaf, how: number): T {
  const changed = structuredClone(document);
  const parent = path.slice(0, -1).reduce<Node>((node, key) => node[key] as Node, changed as Node);
  parent[path.at(-1) as string] = otherValue(value, how);
  return changed;
}
