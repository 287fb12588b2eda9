import { type Role, roles } from '../../../../chaincode/domain/consortium/participant.js';
import { readable } from '../../html/foreign-text.js';
import type { MessageKey } from '../../messages/en.js';
import type { Translator } from '../../messages/translate.js';

export const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role);

/** Of whoever has these roles. A role of a later version is shown by its name. */
export const roleNames = (t: Translator, all: readonly string[]): string =>
  t.list(all.map((role) => (isRole(role) ? t.say(`consortium.role.${role}`) : readable(role))));

/** Of several such participants: "marketplaces and carriers". */
export const rolesNames = (t: Translator, all: readonly string[]): string =>
  t.list(all.map((role) => (isRole(role) ? t.say(`consortium.roles.${role}`) : readable(role))));

const kinds: Readonly<Partial<Record<string, MessageKey>>> = {
  identity: 'consortium.kind.identity',
  order: 'consortium.kind.order',
  fulfilment: 'consortium.kind.fulfilment',
  inspection: 'consortium.kind.inspection',
  review: 'consortium.kind.review',
  certification: 'consortium.kind.certification',
  'certification-status': 'consortium.kind.certification-status',
  payment: 'consortium.kind.payment',
  case: 'consortium.kind.case',
  correction: 'consortium.kind.correction',
  trace: 'consortium.kind.trace',
  reply: 'consortium.kind.reply',
};

/** Kinds of records in words. */
export function kindNames(t: Translator, all: readonly string[]): string {
  return t.list(
    all.map((kind) => {
      const key = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
      return key === undefined ? readable(kind) : t.say(key);
    }),
  );
}
