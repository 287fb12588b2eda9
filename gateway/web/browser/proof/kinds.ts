import type { ConsortiumState, Organisation } from '../../../../chaincode/domain/consortium/document.js';
import type { Participant } from '../../../../chaincode/domain/consortium/participant.js';
import type { PolicyDocument } from '../../../../chaincode/domain/consortium/policy-document.js';
import type { AgreedCheckpoint, Trust } from '../../../../chaincode/domain/proofs/checkpoint.js';
import type { ProofFailureCode } from '../../../../chaincode/domain/proofs/failure.js';
import {
  checkDecisionProof,
  checkEntryProof,
  checkRecordProof,
  checkSealProof,
  checkSellerProof,
} from '../../../sdk/client/proofs.js';
import type { Markup } from '../../html/html.js';
import type { MessageKey } from '../../messages/en.js';
import type { Translator } from '../../messages/translate.js';
import { certificateTerms } from '../../pages/certificates/certificate-view.js';
import { consortiumView } from '../../pages/consortium/consortium-view.js';
import { decisionView } from '../../pages/consortium/decision-view.js';
import { organisationView } from '../../pages/consortium/organisation-view.js';
import { participantView } from '../../pages/consortium/participant-view.js';
import { policyView } from '../../pages/consortium/policy-view.js';
import { sealView } from '../../pages/consortium/seal-view.js';
import type { AskedProof, ProofKind } from '../../pages/proof/page-data.js';
import type { StepName } from '../../pages/proof/proof-view.js';
import { recordFacts } from '../../pages/records/record-view.js';

/** What a proof was found to show. */
export interface Proven {
  readonly agreed: AgreedCheckpoint;
  /** What it is about: compared with what the page asked for. */
  readonly subject: string;
  /** What is proven of that which the page shows and which changes with time: compared with `AskedProof.shown`. */
  readonly value?: unknown;
  /** What must be known beside the answer, and which of the steps it takes something from. */
  readonly notice?: { readonly step: StepName; readonly text: MessageKey };
  /**
   * The same in words, for the page's element `#proven`: it replaces what the gateway wrote there.
   * `link` keeps the language that the visitor chose.
   */
  readonly said?: (t: Translator, link: (path: string) => string) => Markup;
}

/** How proofs of one kind are checked. */
interface CheckedKind {
  /** In the order in which they are made, after those of the checkpoint; each with the code of its failure. */
  readonly steps: readonly (readonly [step: StepName, code: ProofFailureCode])[];
  /** Throws ProofFailure; ClientError where this browser cannot check signatures. */
  readonly check: (proof: unknown, trust: Trust, asked: AskedProof) => Promise<Proven>;
}

const now = (): number => Math.floor(Date.now() / 1000);

/** A document of the consortium that is shown whole. */
const entry = <T>(
  view: (t: Translator, value: T, link: (path: string) => string) => Markup,
): CheckedKind => ({
  steps: [['map', 'not_in_map']],
  async check(proof, trust) {
    const agreed = await checkEntryProof(proof, trust);
    const { key, value } = agreed;
    return { agreed, subject: key, value, said: (t, link) => view(t, value as T, link) };
  },
});

export const kinds: Readonly<Record<ProofKind, CheckedKind>> = {
  record: {
    steps: [
      ['batch', 'not_in_batch'],
      ['log', 'not_in_log'],
      ['issuer', 'not_in_map'],
      ['signature', 'signature_invalid'],
    ],
    async check(proof, trust) {
      const agreed = await checkRecordProof(proof, trust);
      const { id, record, revoked } = agreed;
      return {
        ...{ agreed, subject: id, said: (t, link) => recordFacts(record, t, link) },
        ...(revoked && { notice: { step: 'signature', text: 'proof.why.revoked' } as const }),
      };
    },
  },
  certificate: {
    steps: [['map', 'not_in_map']],
    async check(proof, trust, { item }) {
      const agreed = await checkSellerProof(proof, trust);
      const { aggregate, seller } = agreed;
      const terms = (aggregate?.certifications ?? []).filter(({ number }) => String(number) === item);
      return { agreed, subject: seller, value: terms, said: (t, link) => certificateTerms(terms, t, link) };
    },
  },
  case: {
    steps: [['map', 'not_in_map']],
    async check(proof, trust, { item = '' }) {
      const agreed = await checkSellerProof(proof, trust);
      const { aggregate, seller } = agreed;
      return { agreed, subject: seller, value: { open: aggregate?.openCases.includes(item) ?? false } };
    },
  },
  consortium: entry<ConsortiumState>(consortiumView),
  organisation: {
    steps: [['map', 'not_in_map']],
    async check(proof, trust, { item }) {
      const agreed = await checkEntryProof(proof, trust);
      const { organisations = [] } = (agreed.value ?? {}) as Partial<ConsortiumState>;
      const value = organisations.find(({ id }) => id === item);
      return { agreed, subject: agreed.key, value, said: (t) => organisationView(t, value as Organisation) };
    },
  },
  participant: entry<Participant>((t, value) => participantView(t, value, now())),
  policy: entry<PolicyDocument>(policyView),
  proposal: {
    steps: [
      ['decision', 'not_in_log'],
      ['administrators', 'not_in_map'],
      ['approvals', 'not_of_decision'],
      ['signatures', 'signature_invalid'],
    ],
    async check(proof, trust) {
      const agreed = await checkDecisionProof(proof, trust);
      return { agreed, subject: agreed.id, said: (t) => decisionView(t, agreed, now()) };
    },
  },
  seal: {
    steps: [['sealed', 'not_in_log']],
    async check(proof, trust) {
      const agreed = await checkSealProof(proof, trust);
      return { agreed, subject: String(agreed.sealed.epoch), said: (t) => sealView(t, agreed.sealed) };
    },
  },
};
