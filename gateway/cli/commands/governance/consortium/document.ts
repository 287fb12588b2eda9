import type { Genesis } from '../../../../../chaincode/domain/governance/genesis.js';
import { scorePolicy1 } from '../../../../../chaincode/domain/policies/score-policy-1.js';
import { canonicalText, type JsonObject } from '../../../../../chaincode/domain/canonical.js';
import { checkDocument } from '../../../../founding/check.js';
import type { Remark } from '../../../../founding/remark.js';
import { mistakeLines, readCommented } from '../../../frame/commented-json.js';
import { CliFailure } from '../../../frame/failure.js';
import { plainLines } from '../../../frame/plain.js';

const now = (): number => Math.floor(Date.now() / 1000);

/** A document that may be founded on, and what is odd about it, one line each. */
export interface SoundDocument {
  readonly genesis: Genesis;
  readonly warnings: readonly string[];
}

/** Reads a consortium document. Throws CliFailure that lists every mistake with its place. */
export async function readSound(path: string): Promise<SoundDocument> {
  const { at, value } = await readCommented(path);
  return soundDocument(path, value, at);
}

/** As `readSound`, of a document that was put together. `at`: where a JSON pointer's value was written. */
export function soundDocument(
  name: string,
  value: JsonObject,
  at: (pointer: string) => string,
): SoundDocument {
  const { genesis, mistakes, warnings } = checkDocument(value, now());
  if (genesis === undefined) throw mistaken(`no consortium can be founded on ${name}`, mistakes, at);
  return { genesis, warnings: mistakeLines(at, warnings) };
}

export function mistaken(
  message: string,
  mistakes: readonly Remark[],
  at: (pointer: string) => string,
): CliFailure {
  return new CliFailure(message, { code: 'document_schema', details: mistakeLines(at, mistakes) });
}

/** Which ledger a document founds, and in words who decides on it and who may state what. */
export function documentText(name: string, { document, ledger }: Genesis): string {
  const { authority, fold, k, organisations, parameters, participants, policies } = document;
  return plainLines([
    `${name} founds ledger ${ledger}.`,
    '',
    `Any ${k} of ${organisations.length} organisations decide together:`,
    ...organisations.flatMap(
      ({ adminKey, cosignerKey, id, logKey, mspId, name: called, roles, signKey, url }) => [
        `  ${id}: ${called}, ${mspId}, ${url}`,
        `    alone it may register: ${roles.join(', ') || 'nobody'}`,
        `    its administrator's key: ${adminKey.kid}`,
        // Whoever swapped these would speak in its name, and its administrator would have signed that.
        `    its gateway's keys: ${signKey.kid}, ${logKey} (log), ${cosignerKey} (cosigner)`,
      ],
    ),
    '',
    'Who may state what:',
    ...Object.entries(authority).map(([role, kinds]) => `  ${role}: ${kinds.join(', ')}`),
    '',
    ...policies.map(
      (policy) =>
        `Policy ${policy.name} ${policy.version} is ${canonicalText(policy) === canonicalText(scorePolicy1) ? 'the standard one' : 'not the standard one: read it in the document'}.`,
    ),
    `Participants from the start: ${participants.map(({ id, roles }) => `${id} (${roles.join(', ')})`).join(', ') || 'none'}.`,
    `Rules of fold version ${fold.version}${parameters.demo ? '; a demonstration' : ''}.`,
  ]);
}

/** Warnings for people; none where there are none. */
export const warningText = (warnings: readonly string[]): string[] =>
  warnings.length === 0 ? [] : ['', 'Odd, though it may be meant:', ...warnings.map((line) => `  ${line}`)];
