import type { CertificationEntry } from '../../../../chaincode/domain/fold/aggregate.js';
import type {
  CertificateStanding,
  StandingCertificate,
} from '../../../../chaincode/domain/certificates/standing.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { sellerName } from '../../html/seller-name.js';
import type { PageContext } from '../../frame/page.js';
import { assessmentText, causeText } from '../../messages/certificates.js';
import type { Translator } from '../../messages/translate.js';
import { evidenceLinks, type Subject } from './subject.js';

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
        : html`<ul class="certificates">
            ${all.slice(0, certificatesShown).map((certificate) => one(context, certificate))}
          </ul>`
    }
    ${rest > 0 && html`<p>${t.say('seller.more', { count: rest })}</p>`}
    ${
      all.length > 0 &&
      html`<p class="quiet no-print">
        <a class="alone" href="#certificates">${t.say('seller.certificates.print')}</a>
        <a class="whole" href="#score">${t.say('seller.certificates.whole')}</a>
      </p>`
    }
    ${evidenceLinks(subject, ['certification', 'certification-status'])}
  </section>`;
}

/** Where it stands comes first: a revoked certificate must not be read as one more. */
function one({ link, t }: PageContext, { others, standing, term }: StandingCertificate): Markup {
  const { assessmentLevel, certificate, issuer, jurisdictions, number, scheme, subject } = term;
  const assessed = assessmentText(t, assessmentLevel);
  return html`<li>
    <div>${status(t, term, standing)}</div>
    <div>
      <h3>${foreign(scheme)}</h3>
      <a href="${link(`/certificates/${number}`)}">${foreign(certificate)}</a>
      <span class="line quiet">${t.say(`seller.subject.${subject}`)}</span>
    </div>
    <div>
      <span class="line"
        >${t.say('seller.certificates.valid', { from: t.date(term.validFrom), until: t.date(term.validUntil) })}</span
      >
      ${otherTerms(link, t, others)}
    </div>
    <div>
      <span class="line"
        >${t.rich('seller.certificates.by', {
          issuer: html`<a href="${link(`/participants/${encodeURIComponent(issuer)}`)}"
            >${foreign(issuer)}</a
          >`,
        })}</span
      >
      ${assessed !== undefined && html`<span class="line quiet">${assessed}</span>`}
      <span class="line quiet">${countries(t, jurisdictions)}</span>
    </div>
  </li>`;
}

function countries(t: Translator, codes: readonly string[]): string {
  const named = codes.slice(0, countriesShown).map((code) => t.country(code));
  const rest = codes.length - countriesShown;
  return t.list(rest > 0 ? [...named, t.say('seller.more', { count: rest })] : named);
}

/** Terms that ended, were renewed, or are still to come: a click away. */
function otherTerms(
  link: PageContext['link'],
  t: Translator,
  others: readonly CertificationEntry[],
): Markup | undefined {
  if (others.length === 0) return undefined;
  const rest = others.length - termsShown;
  return html`<details class="no-print">
    <summary>${t.say('seller.certificates.terms', { count: others.length })}</summary>
    <ul class="bare">
      ${others.slice(0, termsShown).map(
        ({ record, status: changes, validFrom, validUntil }) =>
          html`<li>
            <a href="${link(`/records/${record}`)}">${t.date(validFrom)} – ${t.date(validUntil)}</a>
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
    >${t.say(`seller.change.${last.status}`, { date: t.date(last.at) })} ${causeText(t, last.reason)}</span
  >`;
}
