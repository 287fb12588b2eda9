import type { Defect } from '../errors.js';
import { compileSchema, type SchemaCheck } from '../schema-check.js';
import { notTakenYet, recordDefinitions, recordKinds, type FactRecord, type RecordKind } from './index.js';
import { semanticDefects } from './semantics.js';

interface KnownKind {
  readonly check: SchemaCheck;
  readonly kind: RecordKind;
  readonly since: number;
}
const knownKinds: ReadonlyMap<unknown, KnownKind> = new Map(
  recordKinds.map((kind) => {
    const { schema, since } = recordDefinitions[kind];
    return [kind, { check: compileSchema(schema, 'record_schema'), kind, since }];
  }),
);
const none: readonly Defect[] = [];

const within = (defects: readonly Defect[], pointer: string): readonly Defect[] =>
  defects.map((defect) => ({ ...defect, pointer: `${pointer}${defect.pointer ?? ''}` }));

/** A replacement takes a record's place, so it must be one that could have been stated there. */
function replacementDefects(
  seller: string,
  replacement: Readonly<Record<string, unknown>>,
  foldVersion: number,
): readonly Defect[] {
  if (replacement['kind'] === 'correction')
    return [{ code: 'record_semantics', reason: 'a correction cannot replace a record', pointer: '/kind' }];

  const defects = recordDefects(replacement, foldVersion);
  if (defects.length > 0 || replacement['seller'] === seller) return defects;
  return [{ code: 'record_semantics', reason: 'replacement is about another seller', pointer: '/seller' }];
}

/**
 * Every defect of one record that can be seen without knowing ledger, issuer or time: schema first, then what a
 * schema cannot say. Whether a correction or a certification-status names a record or certificate of the same
 * issuer (and a replacement the target's kind) is left to the fold: the ledger holds no state per record.
 * A kind that came with a later fold version than the one in force is not taken yet.
 */
export function recordDefects(
  record: Readonly<Record<string, unknown>>,
  foldVersion: number,
): readonly Defect[] {
  const known = knownKinds.get(record['kind']);
  if (known === undefined)
    return [{ code: 'record_schema', reason: 'unknown record kind', pointer: '/kind' }];
  if (known.since > foldVersion)
    return [{ code: 'kind_not_enabled', reason: notTakenYet(known.kind), pointer: '/kind' }];
  const defects = known.check(record);
  if (defects.length > 0) return defects;
  const fact = record as unknown as FactRecord;
  const found = semanticDefects(fact);
  if (fact.kind !== 'correction' || fact.replacement === undefined) return found;
  const inner = replacementDefects(fact.seller, fact.replacement, foldVersion);
  return inner === none ? found : [...found, ...within(inner, '/replacement')];
}
