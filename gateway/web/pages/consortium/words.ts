import { type Role, roles } from '../../../../chaincode/domain/consortium/participant.js';
import { type RecordKind, recordKinds } from '../../../../chaincode/domain/records/index.js';
import { readable } from '../../html/foreign-text.js';
import type { Translator } from '../../messages/translate.js';

export const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role);

/** Of whoever has these roles. A role of a later version is shown by its name. */
export const roleNames = (t: Translator, all: readonly string[]): string =>
  t.list(all.map((role) => (isRole(role) ? t.say(`consortium.role.${role}`) : readable(role))));

/** Of several such participants: "platforms and carriers". */
export const rolesNames = (t: Translator, all: readonly string[]): string =>
  t.list(all.map((role) => (isRole(role) ? t.say(`consortium.roles.${role}`) : readable(role))));

const isKind = (kind: string): kind is RecordKind => (recordKinds as readonly string[]).includes(kind);

/** Kinds of records in words. A kind of a later version is shown by its name. */
export function kindNames(t: Translator, all: readonly string[]): string {
  return t.list(all.map((kind) => (isKind(kind) ? t.say(`record.kinds.${kind}`) : readable(kind))));
}
