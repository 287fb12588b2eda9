import { hex } from '../bytes.js';
import { canonicalBytes } from '../canonical.js';
import type { Defect } from '../errors.js';
import { newestFold } from '../fold-version.js';
import { newParticipantDefects } from '../participants/participant-check.js';
import { policyDefects } from '../policies/index.js';
import type { Sha256 } from '../ports.js';
import { compileSchema } from '../schema-check.js';
import { matrixDefects } from './authority-matrix.js';
import { readDocument, refuseFor } from './document.js';
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

/** Reads a consortium document and names its ledger. Throws Refusal `document_schema` or `key_unacceptable`. */
export function readGenesis(text: string, sha256: Sha256): Genesis {
  const document = readDocument<ConsortiumDocument>(text, check);
  refuseFor([
    ...organisationDefects(document.organisations, document.k, sha256),
    ...previousDefects(document.organisations, []),
    ...matrixDefects(document.authority),
    ...foldDefects(document),
    ...policiesDefects(document),
    ...participantsDefects(document, sha256),
  ]);
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
