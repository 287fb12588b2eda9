import { text } from '../../../chaincode/domain/bytes.js';
import { ProofFailure } from '../../../chaincode/domain/proofs/failure.js';
import { ClientError } from '../../sdk/platform/errors.js';
import { checkOrderProof } from '../../sdk/client/proofs.js';
import { html } from '../html/html.js';
import type { MessageKey } from '../messages/en.js';
import type { OrderPageData } from '../pages/order/page-data.js';
import { timelineView } from '../pages/order/timeline-view.js';
import { Translator } from '../messages/translate.js';
import { followTrust } from './pieces/follow-trust.js';
import { Memory } from './pieces/memory.js';
import { takeFiles } from './pieces/take-files.js';

/** A file holds at most 500 proofs of at most 64 KiB. A real proof has about 4 KiB. */
const proofBytesMax = 32 * 1024 * 1024;

const data = JSON.parse(document.getElementById('order-data')?.textContent ?? '{}') as OrderPageData;
const t = new Translator(data.tag, data.messages, data.locale);
const memory = new Memory(data.ledger);
const answer = document.getElementById('answer') as HTMLElement;

/** The order page: every proof is checked here, in the visitor's browser. Nothing of the file leaves it. */
async function open(given: Blob): Promise<void> {
  answer.setAttribute('aria-busy', 'true');
  answer.innerHTML = html`<p class="card">${t.say('order.checking')}</p>`.text;
  speak(answer);
  try {
    if (given.size > proofBytesMax) return refuse('order.unreadable');
    const trust = await followTrust(memory);
    if (trust === undefined) return refuse('order.no-trust');
    const proof = parse(new Uint8Array(await given.arrayBuffer()));
    if (proof === undefined) return refuse('order.unreadable');
    answer.innerHTML = timelineView(await checkOrderProof(proof, trust), trust, t).text;
  } catch (error) {
    if (error instanceof ProofFailure) refuse(keyOf(error), error.code);
    else refuse(error instanceof ClientError ? 'order.unable' : 'order.unreadable');
  } finally {
    answer.setAttribute('aria-busy', 'false');
    speak(...answer.querySelectorAll('.verdict :is(h2, .verdict-sentence)'));
  }
}

/** A screen reader speaks the verdict alone: the timeline is long. */
function speak(...parts: readonly Element[]): void {
  const said = document.getElementById('said') as HTMLElement;
  said.textContent = parts.map(({ textContent }) => textContent?.trim().replace(/\s+/g, ' ')).join(' ');
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(text(bytes));
  } catch {
    return undefined;
  }
}

/** Tells three failures apart: these are no proofs; nobody whom we know vouches for them; they are false. */
function keyOf({ code }: ProofFailure): MessageKey {
  if (code === 'proof_malformed') return 'order.unreadable';
  return code === 'ledger_unknown' || code === 'too_few_organisations' ? 'order.unknown' : 'order.forged';
}

function refuse(key: MessageKey, code?: string): void {
  const isForged = key === 'order.forged';
  answer.innerHTML = html`<section class="verdict ${isForged ? 'tone-bad' : 'tone-unknown'}">
    <h2>${t.say(isForged ? 'order.forged.title' : 'order.unchecked.title')}</h2>
    <p class="verdict-sentence">${t.say(key)} ${code !== undefined && html`<code>${code}</code>`}</p>
  </section>`.text;
}

takeFiles((given) => void open(given));
