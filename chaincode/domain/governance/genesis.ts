import { hex } from '../bytes.js';
import { canonicalBytes, type JsonObject } from '../canonical.js';
import type { Defect } from '../errors.js';
import { newestFold } from '../fold-version.js';
import { newParticipantDefects } from '../participants/participant-check.js';
import { policyDefects } from '../policies/index.js';
import type { Sha256 } from '../ports.js';
import { compileSchema } from '../schema-check.js';
import { matrixDefects } from './authority-matrix.js';
import { parseGovernanceDocument, refuseFor } from './document.js';
import { organisationDefects, previousDefects } from './organisations.js';
import { ConsortiumDocument, type ConsortiumState } from '../consortium/document.js';

export interface Genesis {
  readonly document: ConsortiumDocument;
  /** Lower-case hex SHA-256 of `bytes`. */
  readonly ledger: string;
  /** RFC 8785 bytes of the document. */
  readonly bytes: Uint8Array;
}

const check = compileSchema(ConsortiumDocument, 'document_schema');

const repeated = (values: readonly string[], pointer: string): Defect[] =>
  new Set(values).size === values.length
    ? []
    : [{ code: 'document_schema', reason: 'entries are repeated', pointer }];

function participantsDefects({ organisations, participants }: ConsortiumDocument, sha256: Sha256): Defect[] {
  const known = new Set(organisations.map(({ id }) => id));
  const each = participants.flatMap((participant, i) => {
    const found = newParticipantDefects(participant, sha256);
    if (!known.has(participant.org))
      found.push({ code: 'document_schema', reason: 'no such organisation', pointer: '/org' });

    return found.map((defect) => ({ ...defect, pointer: `/participants/${i}${defect.pointer ?? ''}` }));
  });
  const ids = participants.map(({ id }) => id);
  // One key, one owner: a signed query names its key alone.
  const kids = [
    ...organisations.map(({ adminKey }) => adminKey.kid),
    ...participants.flatMap(({ keys }) => keys.map(({ kid }) => kid)),
  ];
  return [...each, ...repeated(ids, '/participants'), ...repeated(kids, '/participants')];
}

function policiesDefects({ policies }: ConsortiumDocument): Defect[] {
  const each = policies.flatMap((policy, i) => {
    const found = policyDefects(policy);
    if (policy.version !== 1)
      found.push({ code: 'document_schema', reason: 'first version must be 1', pointer: '/version' });

    return found.map((defect) => ({ ...defect, pointer: `/policies/${i}${defect.pointer ?? ''}` }));
  });
  const names = policies.map(({ name }) => name);
  return [...each, ...repeated(names, '/policies')];
}

/** The first version from the first epoch on, or a later one this code knows: nothing was in force before it. */
function foldDefects({ fold }: ConsortiumDocument): Defect[] {
  const good = fold.fromEpoch === 0 && fold.version <= newestFold;
  return good
    ? []
    : [{ code: 'document_schema', reason: 'cannot be in force at the start', pointer: '/fold' }];
}

/** The outermost members that a document's schema finds fault with. */
const misfitMembers = (misfits: readonly Defect[]): ReadonlySet<string | undefined> =>
  new Set(misfits.map(({ pointer = '' }) => pointer.split('/')[1]));

/**
 * Why a document founds no ledger: every defect that can be told at once. What a schema cannot say is asked of the members that
 * fit theirs. None where it is a consortium document.
 */
export function genesisDefects(value: JsonObject, sha256: Sha256): Defect[] {
  const misfits = check(value);
  const misfit = misfitMembers(misfits);
  const document = value as unknown as ConsortiumDocument;
  const { authority, k, organisations } = document;
  const fits = (...members: (keyof ConsortiumDocument)[]): boolean =>
    members.every((member) => !misfit.has(member));
  return [
    ...misfits,
    ...(fits('organisations', 'k') ? organisationDefects(organisations, k, sha256) : []),
    ...(fits('organisations') ? previousDefects(organisations, []) : []),
    ...(fits('authority') ? matrixDefects(authority) : []),
    ...(fits('fold') ? foldDefects(document) : []),
    ...(fits('policies') ? policiesDefects(document) : []),
    ...(fits('organisations', 'participants') ? participantsDefects(document, sha256) : []),
  ];
}

/** Reads a consortium document and names its ledger. Throws Refusal `document_schema` or `key_unacceptable`. */
export function readGenesis(text: string, sha256: Sha256): Genesis {
  const value = parseGovernanceDocument(text);
  refuseFor(genesisDefects(value, sha256));
  const document = value as unknown as ConsortiumDocument;
  const bytes = canonicalBytes(document);
  return { document, bytes, ledger: hex(sha256(bytes)) };
}

/** What is in force once the document takes effect. */
export function initialState({ document, ledger }: Genesis): ConsortiumState {
  const { authority, fold, k, organisations, parameters, policies } = document;
  return {
    ledger,
    seq: 0,
    organisations,
    k,
    authority,
    fold,
    parameters,
    policies: Object.fromEntries(policies.map(({ name, version }) => [name, version])),
  };
}
