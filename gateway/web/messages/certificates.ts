import type { Translator } from './translate.js';

const levels = ['authority', 'scheme-cab', 'scheme-self', 'no-endorsement'] as const;

/** Undefined for a level that these pages have no text for. */
export function assessmentText(t: Translator, level: string): string | undefined {
  const family = level.startsWith('authority-') ? 'authority' : level;
  const known = levels.find((one) => one === family);
  return known === undefined ? undefined : t.say(`seller.assessment.${known}`);
}

const causes = [
  'non-conformity',
  'surveillance-overdue',
  'holder-request',
  'misuse',
  'scope-reduced',
  'issued-in-error',
  'resolved',
  'rights-lapsed',
] as const;

/** Why a certificate's status was changed; empty for a reason without a text. */
export function causeText(t: Translator, reason: string): string {
  const known = causes.find((cause) => cause === reason);
  return known === undefined ? '' : t.say(`seller.cause.${known}`);
}

const rights = ['trademark', 'patent', 'copyright', 'design', 'authorised-reseller'] as const;

/** Which right a certificate is of; the name that the ledger gives it where it has no text. */
export function rightText(t: Translator, right: string): string {
  const known = rights.find((one) => one === right);
  return known === undefined ? right : t.say(`certificate.right.${known}`);
}

export const countriesText = (t: Translator, codes: readonly string[]): string =>
  t.list(codes.map((code) => t.country(code)));
