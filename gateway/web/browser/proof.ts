import { Translator } from '../messages/translate.js';
import type { ProofPageData } from '../pages/proof/page-data.js';
import { outcomeView, stateView, type ProofOutcome } from '../pages/proof/proof-view.js';
import { copyText } from './pieces/copy-text.js';
import { followTrust } from './pieces/follow-trust.js';
import { Memory } from './pieces/memory.js';
import { checkProof } from './proof/check.js';
import type { Proven } from './proof/kinds.js';

/** Milliseconds that the site may take to give a proof. */
const answerWaitMs = 15_000;
/** Nobody reads more of it; it is copied and downloaded whole. */
const charactersShown = 200_000;

const data = JSON.parse(document.getElementById('proof-data')?.textContent ?? '{}') as ProofPageData;
const t = new Translator(data.tag, data.messages, data.locale);
const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

const chosen = new URL(location.href).searchParams.get('lang');
const link = (path: string): string =>
  chosen === null ? path : `${path}${path.includes('?') ? '&' : '?'}lang=${encodeURIComponent(chosen)}`;

/** What the site answers: a proof, or why there is none. */
async function fetchProof(): Promise<{ readonly json: string } | ProofOutcome> {
  try {
    const signal = AbortSignal.timeout(answerWaitMs);
    const answer = await fetch(data.proof.path, { credentials: 'omit', signal });
    if (answer.ok) return { json: await answer.text() };
    if (answer.status === 409) return { state: 'not-sealed', steps: [] };
    if (answer.status === 401 || answer.status === 403) return { state: 'members', steps: [] };
    return { state: 'unchecked', why: 'proof.why.busy', steps: [] };
  } catch {
    return { state: 'unchecked', why: 'proof.why.offline', steps: [] };
  }
}

/** Checks the page's proof and shows what came of it. A page that said "Checking" for ever would be no answer. */
async function check(): Promise<void> {
  byId('proof-state').innerHTML = stateView(t, 'checking').text;
  byId('proof-more').textContent = '';
  try {
    const got = await fetchProof();
    if (!('json' in got)) return show(got);
    showRaw(got.json);
    const memory = new Memory(data.ledger);
    const trust = await followTrust(memory);
    if (trust === undefined) return show({ state: 'unchecked', why: 'proof.why.no-trust', steps: [] });
    show(await checkProof(parsed(got.json), data.proof, trust, memory), trust);
  } catch {
    show({ state: 'unchecked', why: 'proof.why.unable', steps: [] });
  }
}

function show(
  outcome: ProofOutcome & { readonly proven?: Proven },
  trust: Parameters<typeof outcomeView>[2] = {},
): void {
  const { proven, state, why } = outcome;
  const said = proven?.said?.(t, link);
  const place = document.getElementById('proven');
  if (said !== undefined && place !== null) place.innerHTML = said.text;
  byId('proof-more').innerHTML = outcomeView(t, outcome, trust, data.organisations).text;
  byId('proof-state').innerHTML = stateView(
    t,
    state,
    why ?? (state === 'proven' ? data.proof.says : undefined),
  ).text;
  document.getElementById('proof-again')?.addEventListener('click', () => void check());
}

function showRaw(json: string): void {
  const value = parsed(json);
  const readable = value === undefined ? json : JSON.stringify(value, null, 2);
  byId('proof-json').textContent = readable.slice(0, charactersShown);
  byId('proof-raw').hidden = false;
  byId('proof-copy').onclick = async () => {
    const copied = await copyText(json);
    byId('proof-copied').textContent = t.say(copied ? 'data.copied' : 'data.not-copied');
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

void check();
