import type { AgreedCheckpoint, Trust } from '../../../../chaincode/domain/proofs/checkpoint.js';
import { checkLine } from '../../html/check-line.js';
import { factList, type FactRow } from '../../html/fact-list.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { MessageKey } from '../../messages/en.js';
import type { Translator } from '../../messages/translate.js';

/** Each is said by word and mark, never by colour alone. */
export type ProofState = 'checking' | 'proven' | 'not-sealed' | 'false' | 'unchecked' | 'members';

/** What has to be true of a proof. */
export type StepName =
  | 'checkpoint'
  | 'history'
  | 'log'
  | 'batch'
  | 'issuer'
  | 'signature'
  | 'map'
  | 'subject'
  | 'decision'
  | 'administrators'
  | 'approvals'
  | 'signatures'
  | 'sealed';

export interface Step {
  readonly name: StepName;
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'notice';
  /** What more there is to say of it. */
  readonly note?: MessageKey;
}

/** What became of a proof. */
export interface ProofOutcome {
  readonly state: Exclude<ProofState, 'checking'>;
  /** Why, where the state does not say it all. */
  readonly why?: MessageKey;
  /** None where there was nothing to check. */
  readonly steps: readonly Step[];
  /** Who signed, once their signatures are known to be genuine. */
  readonly agreed?: AgreedCheckpoint;
}

const marks: Readonly<Record<ProofState, string>> = {
  checking: '…',
  proven: '✓',
  'not-sealed': '…',
  false: '✗',
  unchecked: '?',
  members: '–',
};

/** The answer alone: it is spoken aloud when it comes. */
export const stateView = (t: Translator, state: ProofState, why?: MessageKey): Markup =>
  html`<p class="proof-state ${state}">
    <span class="proof-mark" aria-hidden="true">${marks[state]}</span>
    <span
      ><strong>${t.say(`proof.state.${state}`)}</strong>
      <span class="line">${t.say(why ?? `proof.says.${state}`)}</span></span
    >
  </p>`;

/** Who signed, who else has seen it, and each step. */
export function outcomeView(
  t: Translator,
  { agreed, state, steps }: ProofOutcome,
  { quorum = 0, witnesses = [] }: Pick<Trust, 'quorum' | 'witnesses'>,
  organisations: Readonly<Record<string, string>>,
): Markup {
  const passed = steps.filter(({ outcome }) => outcome === 'passed').length;
  return html`${agreed !== undefined && signers(t, agreed, { quorum, named: witnesses.length, organisations })}
  ${
    steps.length > 0 &&
    html`<details ${state === 'false' && html`open`}>
      <summary>${t.say('proof.steps', { count: steps.length, passed })}</summary>
      <ol class="checks">
        ${steps.map((step) => stepView(t, step))}
      </ol>
    </details>`
  }
  ${state === 'unchecked' && html`<p class="no-print"><button type="button" class="plain" id="proof-again">${t.say('error.again')}</button></p>`}`;
}

function signers(
  t: Translator,
  { checkpoint, organisations, witnesses }: AgreedCheckpoint,
  around: {
    readonly quorum: number;
    readonly named: number;
    readonly organisations: Readonly<Record<string, string>>;
  },
): Markup {
  const { named, quorum } = around;
  const rows: readonly FactRow[] = [
    [
      t.say('proof.signed'),
      html`<ul class="bare">
        ${organisations.map((id) => html`<li>${foreign(around.organisations[id] ?? id)}</li>`)}
      </ul>`,
    ],
    [t.say('proof.of'), t.say('proof.seal', { number: checkpoint.epoch, time: t.time(checkpoint.asof) })],
    [
      t.say('proof.witnesses'),
      named === 0
        ? t.say('proof.no-witnesses')
        : t.say('proof.witnessed', { seen: witnesses.length, named, quorum }),
    ],
  ];
  return factList(rows);
}

const stepView = (t: Translator, { name, note, outcome }: Step): Markup =>
  checkLine(outcome, {
    name: t.say(`proof.step.${name}`),
    outcome: t.say(`outcome.${outcome}`),
    note: note && t.say(note),
  });
