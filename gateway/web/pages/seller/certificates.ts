import type { CertificationEntry } from '../../../../chaincode/domain/fold/aggregate.js';
import type {
  CertificateStanding,
  StandingCertificate,
} from '../../../../chaincode/domain/certificates/standing.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { sellerName } from '../../html/seller-name.js';
import type { Translator } from '../../messages/translate.js';
import { evidenceLinks, evidencePath, type Subject } from './subject.js';

const certificatesShown = 50;
const countriesShown = 6;
const termsShown = 10;

/** Certificates with where each one stands. Printed alone when the address ends in #certificates. */
export function certificates(subject: Subject): Markup {
  const { context, facts, id, score } = subject;
  const { t } = context;
  const { certificates: all } = subject.story;
  const rest = all.length - certificatesShown;
  return html`<section class="card wide" id="certificates" aria-labelledby="certificates-title">
    <h2 id="certificates-title">${t.say('seller.certificates.title')}</h2>
    <p class="if-alone">
      ${sellerName({ id, tradingName: facts.tradingName })} ·
      ${t.say('seller.asof', { date: t.date(score.asOf) })}
    </p>
    ${
      all.length === 0
        ? html`<p>${t.say('seller.certificates.none')}</p>`
        : table(t, all.slice(0, certificatesShown))
    }
    ${rest > 0 && html`<p>${t.say('seller.more', { count: rest })}</p>`}
    ${
      all.length > 0 &&
      html`<p class="quiet no-print">
        <a class="alone" href="#certificates">${t.say('seller.certificates.print')}</a>
        <a class="whole" href="#score">${t.say('seller.certificates.whole')}</a>
      </p>`
    }
    ${evidenceLinks(t, [
      [t.say('seller.kind.certification'), evidencePath(id, { kind: 'certification' })],
      [t.say('seller.kind.certification-status'), evidencePath(id, { kind: 'certification-status' })],
    ])}
  </section>`;
}

function table(t: Translator, shown: readonly StandingCertificate[]): Markup {
  return html`<div class="scrolls" role="group" aria-labelledby="certificates-title" tabindex="0">
    <table class="certificates">
      <thead>
        <tr>
          <th scope="col">${t.say('seller.certificates.certificate')}</th>
          <th scope="col">${t.say('seller.certificates.issuer')}</th>
          <th scope="col">${t.say('seller.certificates.validity')}</th>
          <th scope="col">${t.say('seller.certificates.status')}</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map((certificate) => row(t, certificate))}
      </tbody>
    </table>
  </div>`;
}

function row(t: Translator, { others, standing, term }: StandingCertificate): Markup {
  const { assessmentLevel, certificate, issuer, jurisdictions, record, scheme, subject } = term;
  const level = assessmentLevel.startsWith('authority-') ? 'authority' : assessmentLevel;
  const known = levels.find((one) => one === level);
  return html`<tr>
    <th scope="row">
      <strong>${foreign(scheme)}</strong>
      <span class="line"><a href="/v1/records/${record}">${foreign(certificate)}</a></span>
      <span class="line quiet">${t.say(`seller.subject.${subject}`)}</span>
      ${known !== undefined && html`<span class="line quiet">${t.say(`seller.assessment.${known}`)}</span>`}
    </th>
    <td>
      <a href="/v1/participants/${encodeURIComponent(issuer)}">${foreign(issuer)}</a>
      <span class="line quiet">${countries(t, jurisdictions)}</span>
    </td>
    <td>
      ${t.say('seller.certificates.from', { date: t.date(term.validFrom) })}
      <span class="line">${t.say('seller.certificates.until', { date: t.date(term.validUntil) })}</span>
      ${otherTerms(t, others)}
    </td>
    <td>${status(t, term, standing)}</td>
  </tr>`;
}
const levels = ['authority', 'scheme-cab', 'scheme-self', 'no-endorsement'] as const;

function countries(t: Translator, codes: readonly string[]): string {
  const named = codes.slice(0, countriesShown).map((code) => t.country(code));
  const rest = codes.length - countriesShown;
  return t.list(rest > 0 ? [...named, t.say('seller.more', { count: rest })] : named);
}

/** Terms that ended, were renewed, or are still to come: a click away. */
function otherTerms(t: Translator, others: readonly CertificationEntry[]): Markup | undefined {
  if (others.length === 0) return undefined;
  const rest = others.length - termsShown;
  return html`<details>
    <summary>${t.say('seller.certificates.terms', { count: others.length })}</summary>
    <ul class="bare">
      ${others.slice(0, termsShown).map(
        ({ record, status: changes, validFrom, validUntil }) =>
          html`<li>
            <a href="/v1/records/${record}">${t.date(validFrom)} – ${t.date(validUntil)}</a>
            ${lastChange(t, changes)}
          </li>`,
      )}
      ${rest > 0 && html`<li>${t.say('seller.more', { count: rest })}</li>`}
    </ul>
  </details>`;
}

/** Where it stands, and the last change that brought it there. */
function status(t: Translator, term: CertificationEntry, standing: CertificateStanding): Markup {
  return html`<span class="chip ${looks[standing]}">${t.say(`seller.standing.${standing}`)}</span>
    ${lastChange(t, term.status)}`;
}
const looks: Readonly<Partial<Record<CertificateStanding, string>>> = {
  valid: 'valid',
  revoked: 'bad',
  suspended: 'notice',
};

function lastChange(t: Translator, changes: CertificationEntry['status']): Markup | undefined {
  const last = changes.at(-1);
  if (last === undefined) return undefined;
  return html`<span class="line quiet"
    >${t.say(`seller.change.${last.status}`, { date: t.date(last.at) })} ${reasonText(t, last.reason)}</span
  >`;
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
function reasonText(t: Translator, reason: string): string {
  const known = causes.find((cause) => cause === reason);
  return known === undefined ? '' : t.say(`seller.cause.${known}`);
}
