import type { Action } from '../../../../chaincode/domain/consortium/action.js';
import { parseTime } from '../../../../chaincode/domain/time.js';
import { factList, type FactRow } from '../../html/fact-list.js';
import { foreign, readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { witnessName } from './consortium-view.js';
import { code, lines } from './facts.js';
import { dutyOf, siteOf } from './organisation-view.js';
import { accreditationRow, keyView, participantRows, scopeRows } from './participant-view.js';
import { kindNames, roleNames } from './words.js';

/** What a proposal does, in a line of plain text. An action of a later version is called by its name. */
export function actionTitle(t: Translator, action: Action): string {
  switch (action.type) {
    case 'participant.register':
      return t.say('proposal.participant.register', { id: action.participant.id });
    case 'participant.status':
      return t.say(`proposal.participant.status.${action.status}`, { id: action.id });
    case 'participant.update':
    case 'key.register':
    case 'key.rotate':
    case 'key.revoke':
      return t.say(`proposal.${action.type}`, { id: action.id });
    case 'policy.publish': {
      const { name, version } = action.policy;
      return t.say('proposal.policy.publish', { name, version });
    }
    case 'authority.set':
    case 'organisations.set':
    case 'witnesses.set':
    case 'parameters.set':
      return t.say(`proposal.${action.type}`);
    case 'fold.activate':
      return t.say('proposal.fold.activate', { version: action.fold.version });
    default:
      return readable((action as { readonly type: string }).type);
  }
}

/** What will be, or is since, by the proposal alone: it tells nothing of what was before. `now`: seconds. */
export function actionView(t: Translator, action: Action, now: number): Markup | undefined {
  const rows = rowsOf(t, action, now);
  return rows.length === 0 ? undefined : factList(rows);
}

function rowsOf(t: Translator, action: Action, now: number): readonly FactRow[] {
  switch (action.type) {
    case 'participant.register':
      return participantRows(t, action.participant, now);
    case 'organisations.set':
      return [
        [
          t.say('consortium.agree.needed'),
          t.say('consortium.agree.k', { k: action.k, n: action.organisations.length }),
        ],
        ...action.organisations.map((one): FactRow => [
          readable(one.name),
          html`${dutyOf(t, one)} <span class="line quiet">${siteOf(one.url)}</span>`,
        ]),
      ];
    case 'participant.update': {
      const { accreditation, roles, scope, validUntil } = action;
      return [
        [t.say('consortium.participant.roles'), roles && roleNames(t, roles)],
        ...(scope ? scopeRows(t, scope) : []),
        ...(accreditation ? [accreditationRow(t, accreditation, now)] : []),
        [t.say('proposal.until'), validUntil && t.date(parseTime(validUntil) ?? 0)],
      ];
    }
    case 'key.register':
    case 'key.rotate':
      return [[t.say('proposal.key'), keyView(t, action.key, now)]];
    case 'key.revoke': {
      const { fromBlock, kid, reason } = action;
      return [
        [t.say('proposal.key'), code(kid)],
        [t.say('proposal.reason'), t.say(`proposal.reason.${reason}`)],
        [
          t.say('proposal.effect'),
          fromBlock === undefined
            ? t.say('proposal.effect.stays')
            : t.say('consortium.keys.from-block', { block: fromBlock }),
        ],
      ];
    }
    case 'authority.set':
      return Object.entries(action.authority).map(([role, kinds]) => [
        roleNames(t, [role]),
        kinds.length === 0 ? t.say('consortium.states.none') : kindNames(t, kinds),
      ]);
    case 'witnesses.set': {
      const { quorum, witnesses } = action;
      return [
        [
          t.say('proof.witnesses'),
          witnesses.length === 0
            ? t.say('proof.no-witnesses')
            : lines(witnesses.map((one) => foreign(witnessName(one)))),
        ],
        [t.say('proposal.quorum'), t.number(quorum)],
      ];
    }
    case 'fold.activate':
      return [[t.say('proposal.from-seal'), t.number(action.fold.fromEpoch)]];
    case 'parameters.set': {
      const { demo, shiftedDays } = action.parameters;
      return [
        [t.say('proposal.demo'), t.say(demo ? 'proposal.yes' : 'proposal.no')],
        [t.say('proposal.shifted'), shiftedDays === undefined ? undefined : t.number(shiftedDays)],
      ];
    }
    // Their title says it all; of a policy the changes are shown.
    case 'participant.status':
    case 'policy.publish':
    default:
      return [];
  }
}
