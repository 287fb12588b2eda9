import type { CertificationEntry } from '../../../../chaincode/domain/fold/aggregate.js';
import type { CertificateStanding } from '../../../../chaincode/domain/score/components/certification.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { evidenceLinks, evidencePath, type Subject } from './subject.js';

const certificatesShown = 50;
const countriesShown = 6;

/** Certificates with where each one stands. Printed alone when the address ends in #certificates. */
export function certificates(subject: Subject): Markup {
  const { context, facts, id, score } = subject;
  const { t } = context;
  const { certifications } = facts;
  const rest = certifications.length - certificatesShown;
  return html`<section class="card wide" id="certificates" aria-labelledby="certificates-title">
    <h2 id="certificates-title">${t.say('seller.certificates.title')}</h2>
    <p class="if-alone">${foreign(id)} · ${t.say('seller.asof', { date: t.date(score.asOf) })}</p>
    ${
      certifications.length === 0
        ? html`<p>${t.say('seller.certificates.none')}</p>`
        : table(subject, certifications.slice(0, certificatesShown))
    }
    ${rest > 0 && html`<p>${t.say('seller.more', { count: rest })}</p>`}
    ${
      certifications.length > 0 &&
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

function table({ context: { t }, score, story }: Subject, entries: readonly CertificationEntry[]): Markup {
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
        ${entries.map((entry) => row(t, entry, story.standings.get(entry.record), score.asOf))}
      </tbody>
    </table>
  </div>`;
}

function row(
  t: Translator,
  entry: CertificationEntry,
  standing: CertificateStanding | undefined,
  asOf: number,
): Markup {
  const { assessmentLevel, certificate, issuer, jurisdictions, record, scheme, subject } = entry;
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
      ${t.say('seller.certificates.from', { date: t.date(entry.validFrom) })}
      <span class="line">${t.say('seller.certificates.until', { date: t.date(entry.validUntil) })}</span>
    </td>
    <td>${status(t, entry, standing, asOf)}</td>
  </tr>`;
}
const levels = ['authority', 'scheme-cab', 'scheme-self', 'no-endorsement'] as const;

function countries(t: Translator, codes: readonly string[]): string {
  const named = codes.slice(0, countriesShown).map((code) => t.country(code));
  const rest = codes.length - countriesShown;
  return t.list(rest > 0 ? [...named, t.say('seller.more', { count: rest })] : named);
}

/** Where it stands, and the last change that brought it there. */
function status(
  t: Translator,
  { status: changes, validFrom }: CertificationEntry,
  standing: CertificateStanding | undefined,
  asOf: number,
): Markup {
  const state =
    standing === 'not-valid-then'
      ? validFrom > asOf
        ? 'not-yet'
        : 'expired'
      : (standing ?? 'issuer-not-accredited');
  const look = { valid: 'valid', revoked: 'bad', suspended: 'notice' } as Readonly<Record<string, string>>;
  const last = changes.at(-1);
  return html`<span class="chip ${look[state]}">${t.say(`seller.standing.${state}`)}</span> ${
      last !== undefined &&
      html`<span class="line quiet"
        >${t.say(`seller.change.${last.status}`, { date: t.date(last.at) })}
        ${reasonText(t, last.reason)}</span
      >`
    }`;
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
