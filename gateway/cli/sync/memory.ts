import { createHash } from 'node:crypto';
import type { ImportStore } from '../import/import-store.js';
import type { Reached } from './reached.js';

/** What was read of a file. */
export interface TakenFile {
  readonly digest: string;
  /** Bytes, and milliseconds since the epoch: where both are as they were, its digest is, too. */
  readonly size: number;
  readonly changed: number;
}

/**
 * How far one source was read, kept in the importer's store beside what was stated of it: whoever moves the store moves this. Of another
 * query, or by another map, all is read anew, for the rows say something else then.
 */
export class SourceMemory {
  readonly #store: Pick<ImportStore, 'kept' | 'keepBeside'>;
  readonly #prefix: string;

  /** `of`: what makes the source this one; no password. */
  constructor(store: Pick<ImportStore, 'kept' | 'keepBeside'>, of: readonly string[]) {
    this.#store = store;
    this.#prefix = `sync/${createHash('sha256').update(JSON.stringify(of)).digest('base64url')}`;
  }

  file(name: string): TakenFile | undefined {
    return this.#get(`file/${name}`) as TakenFile | undefined;
  }

  keepFile(name: string, file: TakenFile): Promise<void> {
    return this.#keep(`file/${name}`, file);
  }

  reached(): Reached | undefined {
    return this.#get('reached') as Reached | undefined;
  }

  keepReached(reached: Reached): Promise<void> {
    return this.#keep('reached', reached);
  }

  #get(name: string): unknown {
    const kept = this.#store.kept(`${this.#prefix}/${name}`);
    return kept === undefined ? undefined : JSON.parse(kept);
  }

  #keep(name: string, value: object): Promise<void> {
    return this.#store.keepBeside(`${this.#prefix}/${name}`, JSON.stringify(value));
  }
}
