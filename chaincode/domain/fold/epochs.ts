import { agreementOf, type Agreement } from '../checkpoints/agreement.js';
import { checkStatement, type Seal } from '../checkpoints/statement.js';
import { utf8 } from '../bytes.js';
import { Refusal } from '../errors.js';
import type { ConsortiumState } from '../consortium/document.js';
import type { Crypto } from '../ports.js';
import { formatCheckpoint } from '../tlog/checkpoint.js';
import { checkpointLeaf } from '../tlog/leaves.js';
import { parseNote } from '../tlog/note.js';
import { parseTime } from '../time.js';
import { appendLeaf, logSize, logTree } from './log.js';
import { rootOfMap, updateMap } from './map.js';
import { type FoldState, keys, load, save } from './state.js';
import { touchedCount } from './touched.js';
import { activeFold } from '../fold-version.js';

/** An epoch as it is kept: the Seal, what this fold makes of it, and what organisations said. */
export interface SealDoc {
  readonly seal: Seal;
  /** The checkpoint's body as this fold derives it. */
  readonly own: string;
  /** Checked statements in the ledger's order: signed notes. */
  readonly statements: readonly { readonly org: string; readonly note: string }[];
  /** Index in the log of the agreed body. */
  readonly leaf?: number;
}

/** The map is brought up to date between Seals too, so that no Seal has to wait for more than so many keys. */
const mostTouched = 4_000;

export function keepMapUp(state: FoldState, crypto: Crypto): void {
  if (touchedCount(state) >= mostTouched) updateMap(state, crypto.sha256, newestEpoch(state) + 1);
}

const newestEpoch = (state: Pick<FoldState, 'get'>): number => load<number>(state, keys.newestSeal) ?? 0;

/** Ends an epoch: all leaves before the Seal, and the map over all that they changed. */
export function foldSeal(
  state: FoldState,
  { sha256 }: Crypto,
  consortium: ConsortiumState,
  seal: Seal,
): void {
  updateMap(state, sha256, seal.n);
  const size = logSize(state);
  const own = formatCheckpoint({
    ledger: consortium.ledger,
    size,
    root: logTree(state, sha256, size).root(),
    map: rootOfMap(state, sha256, seal.n),
    epoch: seal.n,
    asof: parseTime(seal.time) ?? 0,
    // What is activated from this epoch on folds what comes after its Seal.
    fold: activeFold(consortium.fold, seal.n - 1),
  });
  save(state, keys.newestSeal, seal.n);
  save(state, keys.seal(seal.n), { seal, own, statements: [] } satisfies SealDoc);
}

/** Takes an organisation's word for an epoch, and appends the body to the log with the word that makes k agree. */
export function foldCosign(
  state: FoldState,
  crypto: Crypto,
  { epoch, org }: { readonly epoch: number; readonly org: string },
  note: string,
  txTime: number,
): void {
  const key = keys.seal(epoch);
  const doc = load<SealDoc>(state, key);
  const consortium = load<ConsortiumState>(state, keys.consortium);
  const organisation = consortium?.organisations.find((one) => one.id === org);
  if (doc === undefined || consortium === undefined || organisation === undefined) return;
  const { seal } = doc;
  try {
    checkStatement(crypto, note, { ledger: consortium.ledger, organisation, seal, txTime });
  } catch (error) {
    // Committed by a ledger that did not check it: nobody has said this.
    if (error instanceof Refusal) return;
    throw error;
  }
  const statements = [...doc.statements, { org, note }];
  const { body } = agreementOn({ ...doc, statements });
  if (body === undefined || doc.leaf !== undefined) return save(state, key, { ...doc, statements });
  const leaf = appendLeaf(state, crypto.sha256, checkpointLeaf(body));
  save(state, key, { ...doc, statements, leaf });
  if (seal.n > (load<number>(state, keys.agreed) ?? 0)) save(state, keys.agreed, seal.n);
}

/** What k organisations agree on for an epoch, where this fold gives another body; undefined elsewhere. */
export function agreedOtherwise(state: Pick<FoldState, 'get'>, epoch: number): string | undefined {
  const doc = load<SealDoc>(state, keys.seal(epoch));
  const body = doc && agreementOn(doc).body;
  return body === doc?.own ? undefined : body;
}

/** What organisations agree on for an epoch, by the statements so far. */
export function agreementOn({ seal, statements }: SealDoc): Agreement {
  const said = statements.map(({ org, note }) => ({ org, body: bodyOf(note) }));
  return agreementOf(seal.organisations, seal.k, said);
}

const bodyOf = (note: string): string => parseNote(utf8(note))?.text ?? '';
