import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import type { PartnersReference } from '../../sdk/client/index.js';
import { combineEntries } from '../maps/combine.js';
import { partnerReferences } from '../maps/derived.js';
import type { RecordMap } from '../maps/record-map.js';
import { isReference, referenceForm } from '../references/reference-form.js';
import type { Staged } from './entry-staging.js';

/** Whether the rows of a record may hold what partners call the order. */
export const hasPartnerReferences = ({ columns, constants }: RecordMap): boolean =>
  partnerReferences(new Map([...[...columns.values()].flat(), ...constants.keys()].map((name) => [name, ''])))
    .size > 0;

interface Mistake {
  readonly column: string;
  readonly reason: string;
}

/** What partners call the order or dispatch that rows make a record of; `mistakes`: what of it cannot be kept. */
export function partnersReferencesOf(
  { entries, record: map }: Staged,
  record: FactRecord,
): { readonly references: readonly PartnersReference[]; readonly mistakes: readonly Mistake[] } {
  const references: PartnersReference[] = [];
  const mistakes: Mistake[] = [];
  if (!('order' in record) || record.order === undefined) return { references, mistakes };
  const parties = 'parties' in record ? (record.parties as Readonly<Record<string, string>> | undefined) : {};
  const cells = entries.map(({ row, values }) => ({ record: map, key: [], row, values }));
  for (const [role, reference] of partnerReferences(combineEntries(map, cells))) {
    const partner = parties?.[role];
    const column = `${role}.reference`;
    if (partner === undefined) {
      mistakes.push({
        column,
        reason: `whose it is must stand beside it: give parties.${role} a column or constant`,
      });
    } else if (!isReference(reference)) {
      mistakes.push({ column, reason: `a reference ${referenceForm}` });
    } else {
      references.push({ partner, reference, seller: record.seller, order: record.order });
    }
  }
  return { references, mistakes };
}
