import type {
  Accreditation,
  Participant,
  ParticipantKey,
  Scope,
} from '../../../../chaincode/domain/consortium/participant.js';
import { parseTime } from '../../../../chaincode/domain/time.js';
import { factList, type FactRow } from '../../html/fact-list.js';
import { foreign, readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { code, lines } from './facts.js';
import { roleNames } from './words.js';

const sellersShown = 50;

const seconds = (time: string): number => parseTime(time) ?? 0;

/** Valid from … to …, both days with it. */
export const span = (t: Translator, from: string, until: string): string =>
  t.say('consortium.span', { from: t.date(seconds(from)), until: t.date(seconds(until)) });

export type ParticipantState = 'active' | 'suspended' | 'ended' | 'expired' | 'early' | 'keyless';

/** Whether it may state facts at `now` (seconds). What the consortium decided comes before what its dates and keys say. */
export function stateOf({ keys, status, validFrom, validUntil }: Participant, now: number): ParticipantState {
  if (status !== 'active') return status;
  if (now < seconds(validFrom)) return 'early';
  if (now > seconds(validUntil)) return 'expired';
  const canSign = keys.some(
    ({ notAfter, notBefore, revoked }) =>
      revoked === undefined && seconds(notBefore) <= now && now <= seconds(notAfter),
  );
  return canSign ? 'active' : 'keyless';
}

const looks: Readonly<Record<ParticipantState, string>> = {
  active: '',
  suspended: 'fair',
  ended: 'bad',
  expired: 'bad',
  early: '',
  keyless: 'fair',
};

export const stateChip = (t: Translator, participant: Participant, now: number): Markup => {
  const state = stateOf(participant, now);
  return html`<span class="chip ${looks[state]}">${t.say(`consortium.state.${state}`)}</span>`;
};

/** All that the ledger says of a participant. `now`: seconds. */
export const participantView = (t: Translator, participant: Participant, now: number): Markup =>
  factList(participantRows(t, participant, now));

export function participantRows(t: Translator, participant: Participant, now: number): readonly FactRow[] {
  const { accreditation, id, keys, org, roles, scope, validFrom, validUntil } = participant;
  return [
    [t.say('consortium.participant.id'), code(id)],
    [t.say('consortium.participant.state'), stateChip(t, participant, now)],
    [t.say('consortium.participant.roles'), roleNames(t, roles)],
    [t.say('consortium.participant.org'), foreign(org)],
    [t.say('consortium.participant.valid'), span(t, validFrom, validUntil)],
    ...scopeRows(t, scope),
    accreditationRow(t, accreditation, now),
    [
      t.say('consortium.keys'),
      keys.length === 0 ? t.say('consortium.keys.none') : lines(keys.map((key) => keyView(t, key, now))),
    ],
  ];
}

/** What narrows it; that nothing does is said, too. */
export function scopeRows(t: Translator, { jurisdictions, schemes, sellers }: Scope): readonly FactRow[] {
  if ((jurisdictions ?? schemes ?? sellers) === undefined)
    return [[t.say('consortium.scope'), t.say('consortium.scope.all')]];
  const rest = (sellers?.length ?? 0) - sellersShown;
  return [
    [
      t.say('consortium.scope.countries'),
      jurisdictions && t.list(jurisdictions.map((one) => t.country(one))),
    ],
    [t.say('consortium.scope.schemes'), schemes && t.list(schemes.map(readable))],
    [
      t.say('consortium.scope.sellers'),
      sellers &&
        lines([
          ...sellers.slice(0, sellersShown).map(foreign),
          ...(rest > 0 ? [t.say('consortium.more', { count: rest })] : []),
        ]),
    ],
  ];
}

export const accreditationRow = (t: Translator, all: readonly Accreditation[], now: number): FactRow => [
  t.say('consortium.accreditation'),
  all.length === 0
    ? t.say('consortium.accreditation.none')
    : lines(
        all.map(
          ({ body, from, number, schemes, until }) =>
            html`<strong>${foreign(body)}</strong> <bdi>${readable(number)}</bdi>
              <span class="line">${t.list(schemes.map(readable))}</span>
              <span class="line quiet"
                >${span(t, from, until)}${now > seconds(until) && html` · ${t.say('consortium.accreditation.over')}`}</span
              >`,
        ),
      ),
];

/** A key, from when to when it counts, and whether it was taken away. */
export function keyView(
  t: Translator,
  { alg, kid, notAfter, notBefore, revoked }: ParticipantKey,
  now: number,
): Markup {
  return html`${code(kid)}
    <span class="line quiet"
      >${alg} ·
      ${span(t, notBefore, notAfter)}${
        revoked === undefined && now > seconds(notAfter) && html` · ${t.say('consortium.keys.over')}`
      }</span
    >
    ${revoked !== undefined && html`<span class="line"><span class="chip bad">${t.say('consortium.keys.revoked')}</span> ${revocation(t, revoked)}</span>`}`;
}

function revocation(
  t: Translator,
  { at, fromBlock, reason }: NonNullable<ParticipantKey['revoked']>,
): string {
  const when = t.say(`consortium.keys.reason.${reason}`, { date: t.date(seconds(at)) });
  return fromBlock === undefined
    ? when
    : `${when} ${t.say('consortium.keys.from-block', { block: fromBlock })}`;
}
