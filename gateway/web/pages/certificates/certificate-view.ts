import type { CertificateStanding } from '../../../../chaincode/domain/certificates/standing.js';
import type { CertificationEntry } from '../../../../chaincode/domain/fold/aggregate.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Tone } from '../../messages/standing.js';
import type { Translator } from '../../messages/translate.js';
import { factList } from '../../html/fact-list.js';
import { recordPath } from '../records/record-view.js';
import { assessmentText, causeText, countriesText, rightText } from '../../messages/certificates.js';

/** The texts that `certificateTerms` is written with. */
export const certificateTexts = /^(certificate|seller\.(subject|assessment|cause|change))\./;

export const toneOfStanding: Readonly<Record<CertificateStanding, Tone>> = {
  valid: 'good',
  suspended: 'fair',
  revoked: 'bad',
  'not-yet-valid': 'unknown',
  expired: 'unknown',
  'issuer-not-accredited': 'bad',
};

/** All terms of a certificate, the newest first, each with the changes of its status. */
export function certificateTerms(
  terms: readonly CertificationEntry[],
  t: Translator,
  link: (path: string) => string,
): Markup {
  const sorted = [...terms].sort((a, b) => b.validFrom - a.validFrom);
  return html`${sorted.map((term) => termView(term, t, link))}`;
}

function termView(term: CertificationEntry, t: Translator, link: (path: string) => string): Markup {
  const { assessmentLevel, issued, jurisdictions, record, right, scheme, stated, status, subject } = term;
  const assessed = assessmentText(t, assessmentLevel);
  return html`<h3>
      ${t.say('certificate.from-to', { from: t.date(term.validFrom), to: t.date(term.validUntil) })}
    </h3>
    ${factList([
      [t.say('certificate.scheme'), foreign(scheme)],
      [t.say('certificate.subject'), t.say(`seller.subject.${subject}`)],
      ...(right === undefined ? [] : [[t.say('certificate.right'), foreign(rightText(t, right))] as const]),
      ...(assessed === undefined ? [] : [[t.say('certificate.assessed'), assessed] as const]),
      [t.say('certificate.countries'), countriesText(t, jurisdictions)],
      [t.say('certificate.issued'), t.date(issued)],
      [t.say('certificate.stated'), t.time(stated)],
      [t.say('certificate.history'), history(status, t)],
      [
        t.say('certificate.record'),
        html`<a href="${link(recordPath(record))}">${t.say('certificate.record.open')}</a>`,
      ],
    ])}`;
}

const history = (changes: CertificationEntry['status'], t: Translator): Markup | string =>
  changes.length === 0
    ? t.say('certificate.history.none')
    : html`<ol class="bare">
        ${changes.map(
          ({ at, reason, status }) =>
            html`<li>${t.say(`seller.change.${status}`, { date: t.date(at) })} ${causeText(t, reason)}</li>`,
        )}
      </ol>`;

/** Why it stands where it stands, in one sentence. */
export function standingSentence(
  {
    standing,
    status,
    validFrom,
    validUntil,
  }: CertificationEntry & { readonly standing: CertificateStanding },
  t: Translator,
): string {
  const last = status.at(-1);
  if ((standing === 'revoked' || standing === 'suspended') && last !== undefined) {
    const change = status.filter((one) => one.status === standing).at(-1) ?? last;
    return `${t.say(`seller.change.${change.status}`, { date: t.date(change.at) })} ${causeText(t, change.reason)}`;
  }
  return t.say(`certificate.says.${standing}`, { from: t.date(validFrom), to: t.date(validUntil) });
}
