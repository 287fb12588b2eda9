import type { Json, JsonObject } from '../../../../chaincode/domain/canonical.js';
import type { Notes } from '../../frame/write-commented.js';
import { pointerPart } from '../document-check.js';

type Path = readonly (string | number)[];
type Members = Record<string, Json>;

const pointerOf = (path: Path): string => path.map((part) => `/${pointerPart(String(part))}`).join('');

/** A map that is being written, where null stands for what a person has to say. */
export class MapDraft {
  readonly document: JsonObject = {};
  /** With something in the place of each null, so that records can be shown. */
  readonly filled: JsonObject = {};
  readonly notes: Record<string, string> & Notes = {};
  /** What is to be filled in, one line each. */
  readonly open: string[] = [];
  /** Columns that hold nothing of the file in `filled`. */
  readonly standIns = new Set<string>();

  put(path: Path, value: Json, note?: string): void {
    place(this.document, path, value);
    place(this.filled, path, value);
    if (note !== undefined) this.notes[pointerOf(path)] = note;
  }

  /** `columns`: those that `standIn` would give a value that nobody has said. */
  leaveOpen(path: Path, standIn: Json, note: string, columns: readonly string[] = []): void {
    place(this.document, path, null);
    place(this.filled, path, standIn);
    this.notes[pointerOf(path)] = note;
    this.open.push(`${pointerOf(path)}: ${note}`);
    for (const column of columns) this.standIns.add(column);
  }
}

function place(root: Members, path: Path, value: Json): void {
  let at = root as Record<string | number, Json>;
  path.slice(0, -1).forEach((part, i) => {
    at = (at[part] ??= typeof path[i + 1] === 'number' ? [] : {}) as Record<string | number, Json>;
  });
  at[path.at(-1) ?? ''] = value;
}
