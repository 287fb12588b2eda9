import type { Static, TObject } from 'typebox';
import type { FoldVersion } from '../fold-version.js';
import type { Findings } from './findings.js';

/** What a record kind is, apart from how its records are folded (see `fold/kinds/`). */
export interface RecordDefinition<S extends TObject> {
  /** Its members. ajv, the TypeScript type, OpenAPI, the command line's forms and the documents all read it. */
  readonly schema: S;
  /**
   * The fold version that brought the kind. Before that version is in force nobody may write the kind, however it is
   * enabled: a gateway that does not know it would fold another state.
   */
  readonly since: FoldVersion;
  /** Finds what the schema cannot say of a record that fits it: real dates, code tables, members that belong together. */
  readonly check: (record: Static<S>, findings: Findings) => void;
}

/** For a kind of which the schema says all, but for the members that every kind has. */
export const schemaSaysAll = (): void => undefined;
